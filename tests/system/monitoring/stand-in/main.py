"""Loki where it is started with Loki's argument, else Grafana."""

import sys

import grafana
import loki

if len(sys.argv) == 2 and sys.argv[1].startswith("-config.file="):
    loki.serve(sys.argv[1].split("=", 1)[1])
else:
    grafana.serve()
