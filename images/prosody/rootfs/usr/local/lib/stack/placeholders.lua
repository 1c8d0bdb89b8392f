-- Reads the configuration as Prosody will, and writes a placeholder for every secret that it asks for.
package.path = "/usr/lib/prosody/?.lua;" .. package.path;
package.cpath = "/usr/lib/prosody/?.so;" .. package.cpath;
require "loader";

local directory = os.getenv("CREDENTIALS_DIRECTORY");
local real_open = io.open;

local function write_placeholder(path)
  local file = assert(real_open(path, "w"));
  file:write("placeholder");
  file:close();
end

-- Credential() opens files through this table.
function io.open(path, mode)
  local file, err, code = real_open(path, mode);
  if not file and path:sub(1, #directory + 1) == directory .. "/" then
    write_placeholder(path);
    file, err, code = real_open(path, mode);
  end
  return file, err, code;
end

local config = require "prosody.core.configmanager";
config.set_credentials_directory(directory);

local ok, _, err = config.load(os.getenv("PROSODY_CONFIG"));
if not ok then
  io.stderr:write(tostring(err), "\n");
  os.exit(1);
end

local accounts = config.get("*", "stack_accounts");
for _, account in ipairs(type(accounts) == "table" and accounts or {}) do
  if type(account.credential) == "string" then
    io.open(directory .. "/" .. account.credential):close();
  end
end
