"""The server the tests start: it runs, copies databases, and speaks to peewee."""

import pytest
from peewee import PostgresqlDatabase

from tests.support.postgres import PostgresServer

pytestmark = pytest.mark.postgres


def opened(server: PostgresServer, name: str) -> PostgresqlDatabase:
    return PostgresqlDatabase(name, user="postgres", host=server.socket_folder, prefer_psycopg3=True)


def test_the_layer_the_program_uses_reaches_the_server(
    postgres_server: PostgresServer, postgres_url: str
) -> None:
    database = opened(postgres_server, "tests")
    with database.connection_context():
        (version,) = database.execute_sql("SELECT current_setting('server_version_num')::int").fetchone()
    assert version >= 180000
    assert postgres_url.startswith("postgresql://postgres@/tests?host=/")


def test_a_database_is_copied_from_a_template(postgres_server: PostgresServer) -> None:
    postgres_server.create_database("model_shop")
    model = opened(postgres_server, "model_shop")
    with model.connection_context():
        model.execute_sql("CREATE TABLE kept AS SELECT 7 AS figure")
    postgres_server.create_database("copied_shop", template="model_shop")
    copied = opened(postgres_server, "copied_shop")
    with copied.connection_context():
        assert copied.execute_sql("SELECT figure FROM kept").fetchone() == (7,)
    postgres_server.drop_database("copied_shop")


def test_an_open_database_can_be_made_anew(postgres_server: PostgresServer) -> None:
    postgres_server.create_database("busy_shop")
    database = opened(postgres_server, "busy_shop")
    database.connect()
    database.execute_sql("CREATE TABLE gone AS SELECT 1 AS figure")
    postgres_server.create_database("busy_shop")
    database.close()
    with database.connection_context():
        assert not database.table_exists("gone")
