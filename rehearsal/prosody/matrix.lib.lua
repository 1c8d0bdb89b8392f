-- REHEARSAL: what the plugins for Matrix share: the rooms' names, and the question to a user verification service (UVS).

local async = require "prosody.util.async";
local basexx = require "basexx";
local http = require "prosody.net.http";
local json = require "cjson.safe";

local matrix = {};

--- The key that Matrix clients sign their tokens with. It protects nothing: the UVS decides.
matrix.key = "notused";

--- The Matrix room id that a meeting's name stands for (unpadded base32), or nil.
function matrix.room_id(name)
	local ok, id = pcall(basexx.from_base32, (name or ""):upper());
	return ok and id and id:match("^!.*:.*%..*") or nil;
end

local function ask(url, body, bearer)
	local wait, done = async.waiter();
	local answer;
	local headers = { ["Content-Type"] = "application/json"; Authorization = bearer and ("Bearer " .. bearer) or nil };
	http.request(url, { method = "POST"; headers = headers; body = json.encode(body) }, function (text, code)
		answer = code == 200 and json.decode(text) or nil;
		done();
	end);
	wait();
	return type(answer) == "table" and answer or nil;
end

--- Asks whether the token's owner is in the room, in Matrix. Returns nil, "member", or "owner" for those whose power level
--- is that of `state_default`.
--- options: url, bearer; claim: token, room_id, server_name.
function matrix.membership(options, claim)
	local answer = ask(options.url .. "/verify/user_in_room", {
		token = claim.token; room_id = claim.room_id; matrix_server_name = claim.server_name;
	}, options.bearer);
	local results = answer and answer.results;
	if not results or results.user ~= true or results.room_membership ~= true then return nil; end
	local levels = answer.power_levels;
	local needed = levels and levels.room and levels.room.state_default;
	if needed and levels.user and levels.user >= needed then return "owner"; end
	return "member";
end

return matrix;
