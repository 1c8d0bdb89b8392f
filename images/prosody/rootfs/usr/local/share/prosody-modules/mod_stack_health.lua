-- GET /health on any host: 200 `OK` when Prosody can do its part in a conference, else 503 and one line that says why.
module:set_global();
module:depends("http");

local configmanager = require "prosody.core.configmanager";
local modulemanager = require "prosody.core.modulemanager";
local portmanager = require "prosody.core.portmanager";

local hosts = prosody.hosts;
local accounts = module:shared("/*/stack_accounts/state");

local function is_loaded(host, name)
  if modulemanager.is_loaded(host, name) then return true; end
  local everywhere = modulemanager.get_module("*", name);
  -- A module of the whole server that also has a part for each host is loaded only with that part.
  return everywhere and not modulemanager.module_has_method(everywhere, "add_host");
end

local function configured_hosts()
  local names = {};
  for name, options in pairs(configmanager.getconfig()) do
    if name ~= "*" and options.enabled ~= false then names[#names + 1] = name; end
  end
  table.sort(names);
  return names;
end

local function host_problem(host)
  local session = hosts[host];
  if not session then return "host " .. host .. " is not active"; end
  local wanted, component = modulemanager.get_modules_for_host(host);
  if component then
    wanted:add(component);
  else
    wanted:add("auth_" .. (configmanager.get(host, "authentication") or "internal_hashed"));
  end
  local missing = {};
  for name in wanted do
    if not is_loaded(host, name) then missing[#missing + 1] = name; end
  end
  table.sort(missing);
  if missing[1] then return "module " .. table.concat(missing, ", ") .. " is not loaded on " .. host; end
end

local function problem()
  for _, host in ipairs(configured_hosts()) do
    local reason = host_problem(host);
    if reason then return reason; end
  end
  if not portmanager.get_active_services():get("c2s") then return "no port for XMPP clients is open"; end
  if not accounts.problem then return "module stack_accounts is not loaded"; end
  return accounts.problem();
end

local function answer(event)
  local reason = problem();
  event.response.status_code = reason and 503 or 200;
  event.response.headers.content_type = "text/plain; charset=utf-8";
  return (reason and reason:gsub("%s*\n.*", "") or "OK") .. "\n";
end

module:provides("http", { name = "health", default_path = "/health", route = { GET = answer } });
