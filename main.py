"""Starts Crediário: from the source tree, and as the program's entry when frozen."""

from crediario.app import main

raise SystemExit(main())
