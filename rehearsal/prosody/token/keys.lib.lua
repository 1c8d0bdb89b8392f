-- REHEARSAL: where the public keys of token issuers come from: a key server (`asap_key_server`, one file a key) and a list
-- of all of them (`cache_keys_url`, fetched at load and again when it is stale).

local async = require "prosody.util.async";
local base64 = require "prosody.util.encodings".base64.encode;
local basexx = require "basexx";
local cache = require "prosody.util.cache";
local http = require "prosody.net.http";
local json = require "cjson.safe";
local sha256 = require "prosody.util.hashes".sha256;
local x509 = require "openssl.x509";

local tries = 3;
local stale_after = 6 * 60 * 60;
local retry_after = 30;

--- The answer's body, its code and headers. Asks again where it could not ask at all; waits, so it must run in a runner.
local function fetch(url)
	local body, code, headers;
	for _ = 1, tries do
		local wait, done = async.waiter();
		http.request(url, nil, function (answer, status, response)
			body, code, headers = answer, status, response.headers or {};
			done();
		end);
		wait();
		if code == 200 or code == 204 then return body, code, headers; end
		module:log("warn", "%s answers %s to the request for a public key", url, code);
		-- An answer is an answer: the server does not have the key.
		if code >= 400 and code < 500 then return nil, code; end
	end
	return nil, code;
end

--- DER: a tag, a length, the content.
local function der(tag, content)
	local size = #content;
	if size < 128 then return tag .. string.char(size) .. content; end
	local bytes = "";
	while size > 0 do
		bytes = string.char(size % 256) .. bytes;
		size = size // 256;
	end
	return tag .. string.char(128 + #bytes) .. bytes .. content;
end

local function der_integer(text)
	local bytes = basexx.from_url64(text);
	return der("\2", (bytes:byte(1) >= 128 and "\0" or "") .. bytes);
end

local rsa_algorithm = der("\48", der("\6", "\42\134\72\134\247\13\1\1\1") .. der("\5", ""));

local function pem_of_jwk(key)
	if key.kty ~= "RSA" or not key.n or not key.e then return nil; end
	local numbers = der("\48", der_integer(key.n) .. der_integer(key.e));
	local text = base64(der("\48", rsa_algorithm .. der("\3", "\0" .. numbers)));
	local lines = text:gsub("(" .. ("."):rep(64) .. ")", "%1\n");
	return ("-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"):format(lines);
end

--- Keys by their id, from a JWK set or from a table of certificates.
local function keys_of(text)
	local keys = {};
	for name, value in pairs(json.decode(text) or {}) do
		if name == "keys" and type(value) == "table" then
			for _, key in ipairs(value) do
				if key.kid then keys[key.kid] = pem_of_jwk(key); end
			end
		elseif type(value) == "string" and value:find("-----BEGIN CERTIFICATE-----", 1, true) then
			keys[name] = x509.new(value):getPublicKey():toPEM("public");
		end
	end
	return keys;
end

local keys = {};

--- A function from key id to PEM text or nil. `context` is the module of the host whose options count.
function keys.source(context)
	local server = context:get_option_string("asap_key_server");
	local list_url = context:get_option_string("cache_keys_url");
	if not server and not list_url then return nil; end

	local fetched = cache.new(context:get_option_integer("jwt_pubkey_cache_size", 128));
	local listed = {};

	if list_url then
		local refresh;
		refresh = async.runner(function ()
			local text, _, headers = fetch(list_url);
			local again = retry_after;
			if text then
				listed = keys_of(text);
				again = tonumber((headers.cache_control or ""):match("max%-age=(%d+)")) or stale_after;
				if again > 60 then again = again - 60; end
			end
			context:add_timer(again, function () refresh:run(true); end);
		end);
		refresh:run(true);
	end

	return function (id)
		local key = listed[id] or fetched:get(id);
		if not key and server then
			key = fetch(server:gsub("/*$", "/") .. sha256(id, true) .. ".pem");
			if key then fetched:set(id, key); end
		end
		return key;
	end
end

return keys;
