-- REHEARSAL: the reservation system's side of mod_reservations: what it is asked and what its answers mean.

local http = require "prosody.net.http";
local json = require "cjson.safe";
local datetime = require "prosody.util.datetime";

local prefix = module:get_option_string("reservations_api_prefix");
local timeout = module:get_option_number("reservations_api_timeout", 20);
local retries = module:get_option_integer("reservations_api_retry_count", 3);
local retry_delay = module:get_option_number("reservations_api_retry_delay", 3);
local headers = {};
for name, value in pairs(module:get_option("reservations_api_headers", {})) do headers[name] = value; end

-- An option with a function can only be written by hand.
local should_retry = module:get_option("reservations_api_should_retry_for_code", function (code)
	return code >= 500;
end);

local api = {};

--- Calls `answered(code, text)` once; code is nil where no answer came in time. Errors of the server are asked again.
local function request(method, path, form, answered, left)
	left = left or retries;
	local finished = false;
	local sent = http.request(prefix .. path, {
		method = method; headers = headers; body = form and http.formencode(form);
	}, function (text, code)
		if finished then return; end
		finished = true;
		if (code == 0 or should_retry(code)) and left > 0 then
			module:log("warn", "the reservation system answers %s, asking again", code);
			module:add_timer(retry_delay, function () request(method, path, form, answered, left - 1); end);
		elseif answered then
			answered(code, text);
		end
	end);
	module:add_timer(timeout, function ()
		if finished then return; end
		finished = true;
		http.destroy_request(sent);
		if answered then answered(nil); end
	end);
end

local function refused(text)
	local answer = json.decode(text or "");
	return type(answer) == "table" and answer.message or "Rejected by reservation server";
end

--- A reservation as the rest needs it, or nil where a field is missing or for another room.
local function read(text, name)
	local answer = json.decode(text or "");
	if type(answer) ~= "table" or type(answer.name) ~= "string" or answer.name:lower() ~= name then return nil; end
	local start = datetime.parse(answer.start_time or "");
	local duration = tonumber(answer.duration);
	if answer.id == nil or answer.mail_owner == nil or not start or not duration then return nil; end
	return {
		id = answer.id; expires = start + duration;
		max_occupants = answer.max_occupants; lobby = answer.lobby; password = answer.password;
	};
end

local function on_answer(name, decided)
	return function (code, text)
		if code == 200 or code == 201 then
			local reservation = read(text, name);
			if reservation then return decided(reservation); end
			return decided(nil, 500, "Invalid response from reservation server");
		elseif code == nil then
			return decided(nil, 500, "Reservation lookup timed out");
		end
		return decided(nil, code, refused(text));
	end;
end

--- A number in JSON has become one with a fraction.
local function path_of(id)
	return "/conference/" .. (math.type(id) == "float" and ("%.0f"):format(id) or tostring(id));
end

--- Asks for a room; `decided(reservation)` or `decided(nil, code, text)`. A conflict is looked up: it may be this meeting.
function api.reserve(name, owner, decided)
	local settle = on_answer(name, decided);
	local form = { name = name; start_time = os.date("!%Y-%m-%dT%H:%M:%S.000Z"); mail_owner = owner };
	request("POST", "/conference", form, function (code, text)
		if code ~= 409 then return settle(code, text); end
		local answer = json.decode(text or "");
		local id = type(answer) == "table" and answer.conflict_id;
		if not id then return decided(nil, 409, "Invalid response from reservation server"); end
		request("GET", path_of(id), nil, settle);
	end);
end

--- Says that a meeting is over.
function api.release(id)
	request("DELETE", path_of(id));
end

return api;
