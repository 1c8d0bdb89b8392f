-- Runs Prosody configuration files in Lua. One request a line: the file in hexadecimal. One answer a line: what it set, as JSON
-- with every string in hexadecimal, or "error " and Lua's message.

local function unhex(text)
  return (text:gsub("..", function(byte) return string.char(tonumber(byte, 16)) end))
end

local function hex(text)
  return (text:gsub(".", function(char) return ("%02x"):format(char:byte()) end))
end

local function dump(value)
  if type(value) == "string" then
    return '"' .. hex(value) .. '"'
  elseif type(value) ~= "table" then
    return type(value) == "number" and ("%.17g"):format(value) or tostring(value)
  end
  local pairs_ = {}
  for key, item in pairs(value) do
    pairs_[#pairs_ + 1] = "[" .. dump(key) .. "," .. dump(item) .. "]"
  end
  return "[" .. table.concat(pairs_, ",") .. "]"
end

local function run(text)
  local sections = {}
  local function open(kind, name)
    local section = { kind = kind, name = name, options = {} }
    sections[#sections + 1] = section
    return section
  end
  local current = open("global", "")
  local env = setmetatable({
    VirtualHost = function(name) current = open("host", name) end,
    Component = function(name)
      current = open("component", name)
      return function(module) current.module = module end
    end,
    Include = function(name) open("include", name) end,
    FileLine = function(path) return { call = "FileLine", path = path } end,
    Credential = function(name) return { call = "Credential", name = name } end,
  }, { __newindex = function(_, name, value) current.options[name] = value end })
  assert(load(text, "=config", "t", env))()
  return sections
end

for line in io.lines() do
  local ok, result = pcall(run, unhex(line))
  print(ok and dump(result) or "error " .. tostring(result):gsub("\n", " "))
  io.flush()
end
