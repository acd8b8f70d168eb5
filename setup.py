"""What pyproject.toml cannot say: resources/ stands beside the package and ships inside it."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["crediario", "crediario.*"]), "crediario._resources"],
    package_dir={"crediario._resources": "resources"},
    # peewee's migration runner finds its scripts by path: they ship as files even where they are no package.
    package_data={"crediario._resources": ["**/*"], "crediario.db": ["migrations/*.py"]},
)
