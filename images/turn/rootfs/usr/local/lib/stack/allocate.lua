-- Asks coturn for a relay port, over TCP, with credentials that hold for a minute, and gives it back.
-- Exit 0 when it got one, else exit 1 and one line that says why. RFC 8489 (STUN), RFC 8656 (TURN).
local socket = require "socket";
local digest = require "openssl.digest";
local hmac = require "openssl.hmac";
local rand = require "openssl.rand";

local COOKIE = 0x2112A442;
local ALLOCATE, REFRESH, SUCCESS = 0x0003, 0x0004, 0x0100;
local USERNAME, INTEGRITY, ERROR_CODE, LIFETIME, REALM, NONCE, TRANSPORT = 0x06, 0x08, 0x09, 0x0D, 0x14, 0x15, 0x19;
local UDP = "\17\0\0\0";

local function fail(reason)
  print(reason);
  os.exit(1);
end

local function read(path)
  local file = io.open(path);
  if not file then fail(path .. " is missing"); end
  local text = file:read("a");
  file:close();
  return text;
end

local function attribute(type, value)
  return string.pack(">I2 s2", type, value) .. string.rep("\0", -#value % 4);
end

local function base64(bytes)
  local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  local text = (bytes .. string.rep("\0", -#bytes % 3)):gsub("...", function (three)
    local number = string.unpack(">I3", three);
    return (string.format("%08o", number):gsub("..", function (octal)
      local index = tonumber(octal, 8) + 1;
      return alphabet:sub(index, index);
    end));
  end);
  local padding = -#bytes % 3;
  return text:sub(1, #text - padding) .. string.rep("=", padding);
end

local config = read("/config/turnserver.conf");
local port = config:match("\nlistening%-port=(%d+)") or fail("turnserver.conf names no listening-port");
local username = tostring(os.time() + 60);
local password = base64(hmac.new(read("/secrets/turn-secret"), "sha1"):final(username));

local connection = socket.tcp();
connection:settimeout(3);
local connected, problem = connection:connect("127.0.0.1", tonumber(port));
if not connected then fail("coturn does not answer on port " .. port .. ": " .. problem); end

-- Sends a request and gives the answer's type and attributes.
local function ask(type, attributes, key)
  local id = rand.bytes(12);
  local function header(length) return string.pack(">I2 I2 I4", type, length, COOKIE) .. id; end
  if key then
    -- The length counts the attribute that is computed.
    attributes = attributes .. attribute(INTEGRITY, hmac.new(key, "sha1"):final(header(#attributes + 24) .. attributes));
  end
  connection:send(header(#attributes) .. attributes);
  local head, why = connection:receive(20);
  if not head then fail("coturn does not answer a request on port " .. port .. ": " .. why); end
  local answer, length = string.unpack(">I2 I2", head);
  local body, found, at = connection:receive(length) or "", {}, 1;
  while at <= #body do
    local name, value, after = string.unpack(">I2 s2", body, at);
    found[name] = value;
    at = after + -#value % 4;
  end
  return answer, found;
end

local function code(found)
  local text = found[ERROR_CODE] or "\0\0\0\0";
  return text:byte(3) * 100 + text:byte(4), text:sub(5):gsub("%c", "");
end

-- The first request is refused with what the second one needs.
local _, challenge = ask(ALLOCATE, attribute(TRANSPORT, UDP));
if not challenge[NONCE] then fail("coturn asks nobody for credentials"); end
local realm, nonce = challenge[REALM], challenge[NONCE];
local key = digest.new("md5"):final(username .. ":" .. realm .. ":" .. password);
local login = attribute(USERNAME, username) .. attribute(REALM, realm) .. attribute(NONCE, nonce);

local answer, found = ask(ALLOCATE, attribute(TRANSPORT, UDP) .. login, key);
if answer ~= ALLOCATE + SUCCESS then
  local number, text = code(found);
  local meaning = {
    [401] = "coturn refuses credentials made of its secret: it was not reloaded",
    [486] = "as many people as turn.builtin.maxSessions allows go through TURN",
    [508] = "no relay port is free: all of turn.builtin.relayPorts are in use",
  };
  fail(meaning[number] or ("coturn gives no relay port: " .. number .. " " .. text));
end
ask(REFRESH, attribute(LIFETIME, "\0\0\0\0") .. login, key);
connection:close();
