"""What the tests ask of Grafana: its health, its password, what it is provisioned with, and its way to the data sources."""

import base64
import configparser
import glob
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import urlopen

import yaml


def secret(name):
    with open(os.environ[f"GF_SECURITY_{name}__FILE"]) as text:
        return text.read()


def load():
    ini = configparser.ConfigParser(interpolation=None)
    assert ini.read(os.environ["GF_PATHS_CONFIG"])
    assert ini["auth.anonymous"]["enabled"] == "false" and ini["users"]["allow_sign_up"] == "false"
    assert os.access("/var/lib/grafana", os.W_OK) and not os.access("/", os.W_OK)
    assert len(secret("SECRET_KEY")) >= 32
    provisioning = ini["paths"]["provisioning"]
    with open(f"{provisioning}/datasources/stack.yml") as text:
        sources = {one["uid"]: one for one in yaml.safe_load(text)["datasources"]}
    with open(f"{provisioning}/dashboards/stack.yml") as text:
        folder = yaml.safe_load(text)["providers"][0]["options"]["path"]
    boards = [json.load(open(file)) for file in sorted(glob.glob(f"{folder}/*.json"))]
    return ini["server"], sources, boards


server, sources, boards = None, None, None


class Handler(BaseHTTPRequestHandler):
    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def allowed(self):
        login = base64.b64encode(f"admin:{secret('ADMIN_PASSWORD')}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {login}"

    def do_GET(self):
        below = "/grafana" if server["serve_from_sub_path"] == "true" else ""
        if not self.path.startswith(f"{below}/api/"):
            return self.answer(404, b"")
        path = self.path[len(below):]
        if path == "/api/health":
            return self.answer(200, b'{"database":"ok"}')
        if not self.allowed():
            return self.answer(401, b"")
        if path == "/api/search":
            return self.answer(200, json.dumps([{"uid": one["uid"], "title": one["title"]} for one in boards]).encode())
        proxy = "/api/datasources/proxy/uid/"
        if path.startswith(proxy):
            uid, _, rest = path[len(proxy):].partition("/")
            try:
                return self.answer(200, urlopen(f"{sources[uid]['url']}/{rest}").read())
            except HTTPError as error:
                return self.answer(error.code, b"")
        return self.answer(404, b"")

    def log_message(self, *_):
        pass


def serve():
    global server, sources, boards
    server, sources, boards = load()
    print('logger=stand-in t=2026-01-31T12:00:00Z level=info msg="HTTP Server Listen"', flush=True)
    ThreadingHTTPServer(("", int(server["http_port"])), Handler).serve_forever()
