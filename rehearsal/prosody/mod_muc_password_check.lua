-- REHEARSAL stand-in: GET and PUT /room-info?room=&prefix= on the main host: whether a room has a password, and whether
-- one is right. Asks for a token unless `enable_password_token_verification` is false.

local json = require "cjson.safe";
local formdecode = require "prosody.util.http".formdecode;
local jid = require "prosody.util.jid";
local run = require "prosody.util.async".runner;
local util = module:require "util";

util.on_host_type("local");

local base = util.required("muc_mapper_domain_base");
local rooms = module:get_option_string("muc_mapper_domain_prefix", "conference") .. "." .. base;
local needs_token = module:get_option_boolean("enable_password_token_verification", true);
local tokens = module:require "token/util".new(module);

local function is_allowed(request)
	if not needs_token then return true; end
	local bearer = request.headers.authorization and request.headers.authorization:match("^Bearer (.+)$");
	-- A host that lets people in without a token still tells nobody without one.
	return bearer ~= nil and tokens:process_and_verify_token({ auth_token = bearer }) == true;
end

--- The room that a request is about, or nil and a status code.
local function room_of(request)
	local query = request.url.query and formdecode(request.url.query);
	if type(query) ~= "table" or not query.room then return nil, 400; end
	if not is_allowed(request) then return nil, 403; end
	local node = query.prefix and query.prefix ~= "" and ("[%s]%s"):format(query.prefix, query.room) or query.room;
	local room = util.room(jid.join(node, rooms));
	if not room then return nil, 404; end
	return room;
end

local function answer_get(request)
	local room, code = room_of(request);
	if not room then return code; end
	return {
		conference = room.jid;
		passcodeProtected = room:get_password() ~= nil;
		lobbyEnabled = room._data.lobbyroom ~= nil;
	};
end

local function answer_put(request)
	local asked = request.headers.content_type == "application/json" and json.decode(request.body or "");
	if type(asked) ~= "table" or not asked.passcode then return 400; end
	local room, code = room_of(request);
	if not room then return code; end
	return { valid = room:get_password() == asked.passcode };
end

--- Verifying a token may have to wait for a key.
local function route(answer)
	return function (event)
		run(function ()
			local result = answer(event.request);
			if type(result) == "number" then
				event.response.status_code = result;
				event.response:send();
			else
				event.response.headers.content_type = "application/json";
				event.response:send(json.encode(result));
			end
		end):run(true);
		return true;
	end;
end

util.with_host(base, function (main)
	main:depends("http");
	main:provides("http", {
		default_path = "/";
		route = { ["GET room-info"] = route(answer_get); ["PUT room-info"] = route(answer_put) };
	});
end);

util.announce();
