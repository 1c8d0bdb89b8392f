"""Loki's API for pushing and for asking by labels. Takes only what Loki documents, and keeps it in memory."""

import json
import os
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

import yaml

streams = {}


def push(body):
    for stream in json.loads(body)["streams"]:
        labels = stream["stream"]
        assert all(isinstance(value, str) and value for value in labels.values()), labels
        for time, line in stream["values"]:
            assert re.fullmatch(r"\d{19}", time), time
            assert isinstance(line, str), line
            streams.setdefault(json.dumps(labels, sort_keys=True), []).append([time, line])


def ask(selector):
    wanted = dict(re.findall(r'(\w+)="([^"]*)"', selector))
    found = [(json.loads(labels), values) for labels, values in streams.items()]
    return [
        {"stream": labels, "values": values}
        for labels, values in found
        if all(labels.get(name) == value for name, value in wanted.items())
    ]


class Handler(BaseHTTPRequestHandler):
    def answer(self, status, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path != "/loki/api/v1/push" or self.headers["Content-Type"] != "application/json":
            return self.answer(400)
        try:
            push(body)
        except (AssertionError, KeyError, TypeError, ValueError) as error:
            print("refused:", error, body[:300], flush=True)
            return self.answer(400)
        return self.answer(204)

    def do_GET(self):
        url = urlparse(self.path)
        if url.path == "/ready":
            return self.answer(200)
        if url.path == "/loki/api/v1/query_range":
            result = ask(parse_qs(url.query)["query"][0])
            return self.answer(200, {"status": "success", "data": {"resultType": "streams", "result": result}})
        return self.answer(404)

    def log_message(self, *_):
        pass


def serve(file):
    with open(file) as text:
        config = yaml.safe_load(text)
    folder = config["common"]["path_prefix"]
    assert config["compactor"]["retention_enabled"] and config["limits_config"]["retention_period"].endswith("h")
    assert os.access(folder, os.W_OK), folder
    ThreadingHTTPServer(("", config["server"]["http_listen_port"]), Handler).serve_forever()
