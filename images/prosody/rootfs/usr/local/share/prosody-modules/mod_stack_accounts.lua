-- Brings accounts, and the subscription that client_proxy lives on, to the wanted state: when the server has started
-- and whenever its configuration is reloaded.
--
--   stack_accounts = {
--     { jid = "focus@auth.meet.jitsi", credential = "account-focus", service = true },
--     { jid = "alice@meet.jitsi", credential = "user-alice" },
--   }
--
-- `credential` names a file below $CREDENTIALS_DIRECTORY with the password. A person's may hold what is stored of one
-- instead, as RFC 5803 writes it: SCRAM-SHA-1$<iterations>:<salt>$<stored key>:<server key>, the last three in base64.
-- Accounts that this module made and that are no longer listed are deleted; all others are left alone. Passwords are
-- never logged.
module:set_global();

local configmanager = require "prosody.core.configmanager";
local modulemanager = require "prosody.core.modulemanager";
local rostermanager = require "prosody.core.rostermanager";
local storagemanager = require "prosody.core.storagemanager";
local usermanager = require "prosody.core.usermanager";
local base64_decode = require "prosody.util.encodings".base64.decode;
local hmac = require "prosody.util.hashes".hmac_sha256;
local to_hex = require "prosody.util.hex".encode;
local jid_prep = require "prosody.util.jid".prep;
local jid_split = require "prosody.util.jid".split;
local random_bytes = require "prosody.util.random".bytes;

local hosts = prosody.hosts;

-- What mod_stack_health asks.
local shared = module:shared("state");

-- Reasons why the last run did not reach the wanted state.
local failures = {};

-- By JID: the password that was last found right, as a digest, and when it had been set. Comparing with what is stored
-- costs thousands of hash rounds, in which the whole server stands still.
local compared = {};
local digest_key = random_bytes(32);

local function remember(account, password)
  local updated = usermanager.get_account_info(account.username, account.host).password_updated;
  -- The time is in whole seconds: within the same one, a service's password may still be changed by someone.
  local settled = not account.service or updated < os.time();
  compared[account.jid] = settled and { digest = hmac(digest_key, password), updated = updated } or nil;
end

local function is_remembered(account, updated, password)
  local last = compared[account.jid];
  return last and last.updated == updated and (not password or last.digest == hmac(digest_key, password));
end

local function read_secret(name)
  local directory = os.getenv("CREDENTIALS_DIRECTORY");
  if not directory then return nil, "CREDENTIALS_DIRECTORY is not set"; end
  local file = io.open(directory .. "/" .. name);
  local secret = file and file:read("*a");
  if file then file:close(); end
  secret = secret and secret:gsub("\r?\n$", "");
  if not secret or secret == "" then return nil, "secret " .. name .. " is missing or empty"; end
  return secret;
end

-- The accounts of the option, or nil and what is wrong with it.
local function wanted_accounts()
  local option = module:get_option("stack_accounts");
  if type(option) ~= "table" then return nil, "option stack_accounts is not a list"; end
  local accounts = {};
  for _, entry in ipairs(option) do
    local jid = type(entry) == "table" and jid_prep(entry.jid);
    local username, host = jid_split(jid or nil);
    if not username or type(entry.credential) ~= "string" then
      return nil, "an entry of stack_accounts has no jid or no credential";
    end
    accounts[#accounts + 1] = {
      jid = jid; username = username; host = host; credential = entry.credential; service = entry.service;
    };
  end
  return accounts;
end

-- By component host: the JID that its client_proxy forwards to.
local function proxy_targets()
  local targets = {};
  for host, options in pairs(configmanager.getconfig()) do
    if options.component_module == "client_proxy" and options.enabled ~= false and options.target_address then
      targets[host] = options.target_address;
    end
  end
  return targets;
end

local function account_exists(username, host)
  local session = hosts[host];
  -- usermanager.user_exists takes a session for an account.
  return session and session.type == "local" and session.users.user_exists(username);
end

local function made_accounts(host)
  return storagemanager.open(host, "stack_accounts", "keyval");
end

-- What Prosody stores of the password that a record is of, or nil and what is wrong with the record.
local function read_record(text)
  local iterations, salt, stored_key, server_key =
    text:match("^SCRAM%-SHA%-1%$(%d+):([%w+/=]+)%$([%w+/=]+):([%w+/=]+)$");
  salt = salt and base64_decode(salt) or "";
  stored_key = stored_key and base64_decode(stored_key) or "";
  server_key = server_key and base64_decode(server_key) or "";
  if salt == "" or #stored_key ~= 20 or #server_key ~= 20 then
    return nil, "its secret looks like a stored password, and is no complete one of SCRAM-SHA-1";
  end
  return {
    salt = salt; iteration_count = math.tointeger(tonumber(iterations));
    stored_key = to_hex(stored_key); server_key = to_hex(server_key);
  };
end

-- Stores a record as it is. Returns nil, or why it is not stored.
local function bring_record(account, text)
  local username, host = account.username, account.host;
  local record, wrong = read_record(text);
  if not record then return wrong; end
  if hosts[host].users.name ~= "internal_hashed" or configmanager.get(host, "password_hash") == "SHA-256" then
    return "its secret is a stored password of SCRAM-SHA-1, which the host does not log in by";
  end
  local store = storagemanager.open(host, "accounts", "keyval");
  local stored = store:get(username) or {};
  local same = not stored.disabled and stored.password == nil;
  for key, value in pairs(record) do same = same and stored[key] == value; end
  if same then return; end

  local now = os.time();
  local is_new = not account_exists(username, host);
  if is_new then made_accounts(host):set(username, { made = now }); end
  for key, value in pairs(record) do stored[key] = value; end
  stored.password, stored.disabled, stored.disabled_meta = nil, nil, nil;
  stored.created, stored.updated = stored.created or now, now;
  compared[account.jid] = nil;
  local ok, err = store:set(username, stored);
  if not ok then return tostring(err); end
  module:log("info", "Stored the password of %s as it was given", account.jid);
  if not is_new then prosody.events.fire_event("user-password-changed", { username = username, host = host }); end
end

-- Returns nil, or why the account is not as wanted.
local function bring_account(account)
  local username, host = account.username, account.host;
  if not hosts[host] or hosts[host].type ~= "local" then return "host " .. host .. " is not active"; end
  local password, missing = read_secret(account.credential);
  if not password then return missing; end
  -- A service needs the password itself.
  if not account.service and password:find("^SCRAM%-[%u%d-]+%$") then return bring_record(account, password); end

  local ok, err = true, nil;
  if not account_exists(username, host) then
    -- Noted first: an account that nobody remembers making would never be deleted.
    made_accounts(host):set(username, { made = os.time() });
    ok, err = usermanager.create_user(username, password, host);
  else
    if not usermanager.user_is_enabled(username, host) then usermanager.enable_user(username, host); end
    local info = usermanager.get_account_info(username, host);
    if is_remembered(account, info and info.password_updated, password) then return; end
    if not usermanager.test_password(username, host, password) then
      ok, err = usermanager.set_password(username, password, host);
    end
  end
  if not ok then return tostring(err); end
  remember(account, password);
end

local function delete_account(username, host)
  if account_exists(username, host) then
    local ok, err = usermanager.delete_user(username, host);
    if not ok then return tostring(err); end
    module:log("info", "Deleted the account %s@%s: it is no longer declared", username, host);
  end
  made_accounts(host):set(username, nil);
end

-- Returns by JID why an account that should be gone is still there.
local function delete_undeclared(accounts)
  local declared, reasons = {}, {};
  for _, account in ipairs(accounts) do declared[account.jid] = true; end
  for host, session in pairs(hosts) do
    local undeclared = {};
    -- A host without accounts of its own keeps its notes for the day it has some again.
    local provider = session.type == "local" and session.users.name or "";
    if provider:find("^internal_") then
      for username in made_accounts(host):users() do
        if not declared[username .. "@" .. host] then undeclared[#undeclared + 1] = username; end
      end
    end
    for _, username in ipairs(undeclared) do
      reasons[username .. "@" .. host] = delete_account(username, host);
    end
  end
  return reasons;
end

-- Makes the component see when its target is online. Returns nil, or why it does not.
local function subscribe_proxy(component, target)
  local username, host = jid_split(target);
  if not account_exists(username, host) then return target .. " does not exist"; end
  if rostermanager.is_contact_subscribed(username, host, component) then return; end
  local roster = modulemanager.get_module(host, "roster");
  if not roster then return "module roster is not loaded on " .. host; end
  roster.subscribe_both(target, component);
  if not rostermanager.is_contact_subscribed(username, host, component) then return "the roster was not saved"; end
  module:log("info", "Subscribed %s to %s", component, target);
  -- It asks who is online once, when it is loaded.
  local ok, err = modulemanager.reload(component, "client_proxy");
  if not ok then return "client_proxy was not reloaded: " .. tostring(err); end
end

local function bring_to_wanted_state()
  local accounts, wrong = wanted_accounts();
  if not accounts then
    failures[1] = wrong;
    return;
  end
  for _, account in ipairs(accounts) do
    local reason = bring_account(account);
    if reason then failures[#failures + 1] = "account " .. account.jid .. ": " .. reason; end
  end
  for jid, reason in pairs(delete_undeclared(accounts)) do
    failures[#failures + 1] = "account " .. jid .. " was not deleted: " .. reason;
  end
  for component, target in pairs(proxy_targets()) do
    local reason = subscribe_proxy(component, target);
    if reason then failures[#failures + 1] = "subscription of " .. component .. " to " .. target .. ": " .. reason; end
  end
end

local function run()
  failures = {};
  -- An error here must not take the server down with it.
  local ok, err = pcall(bring_to_wanted_state);
  if not ok then failures[#failures + 1] = tostring(err); end
  for _, reason in ipairs(failures) do module:log("error", "%s", reason); end
end

local function account_problem(account)
  local info, err = usermanager.get_account_info(account.username, account.host);
  if not info then return err == "method not implemented" and err or "does not exist"; end
  if info.enabled == false then return "is disabled"; end
  if not account.service or is_remembered(account, info.password_updated) then return; end
  local password = read_secret(account.credential);
  if not password or not usermanager.test_password(account.username, account.host, password) then
    return "has another password than its secret";
  end
  remember(account, password);
end

-- Returns nil, or one line that says what is not as wanted now.
function shared.problem()
  if failures[1] then return failures[1]; end
  local accounts, wrong = wanted_accounts();
  if not accounts then return wrong; end
  for _, account in ipairs(accounts) do
    local session = hosts[account.host];
    local reason = session and session.type == "local" and account_problem(account);
    if reason then return "account " .. account.jid .. " " .. reason; end
  end
  for component, target in pairs(proxy_targets()) do
    local username, host = jid_split(target);
    if not rostermanager.is_contact_subscribed(username, host, component) then
      return component .. " is not subscribed to " .. target;
    end
  end
end

module:hook_global("hosts-activated", run);
module:hook_global("config-reloaded", run);

function module.load()
  if prosody.state == "running" then run(); end
end

function module.unload()
  shared.problem = nil;
end
