-- Makes TURN credentials of the secret as it is now. mod_external_services keeps the one that it was loaded with, and so do
-- the modules that have asked it for its functions: loading all of them again would be a restart in small.
module:set_global();

local base64 = require "prosody.util.encodings".base64;
local hmac_sha1 = require "prosody.util.hashes".hmac_sha1;

-- The last secret that could be read stays: a reload in the middle of a change must not hand out nothing.
local secret;

local function take_secret()
  secret = module:get_option_string("external_service_secret") or secret;
end

-- The user name is the time when the credentials end. Called by mod_external_services, with the secret of its own.
local function credentials(service)
  service.username = string.format("%d", service.expires);
  service.password = base64.encode(hmac_sha1(secret, service.username));
end

-- The table is the one that mod_external_services of every host reads its services from.
for _, service in ipairs(module:get_option("external_services") or {}) do
  if service.secret == true then service.credentials_cb = credentials; end
end

take_secret();
module:hook_global("config-reloaded", take_secret);
