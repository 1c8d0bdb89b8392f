-- REHEARSAL stand-in: the polls of a meeting. Everybody asks and answers, by JSON to this component, and may change the
-- answer; everybody is told, and who comes in all polls. Where the room's metadata say `pollCreationRestricted`, only who
-- has the feature `create-polls` asks. Not here: visitor nodes.

local jid = require "prosody.util.jid";
local json = require "prosody.util.json";
local st = require "prosody.util.stanza";
local util = module:require "util";
local meeting = module:require "meeting";

util.on_host_type("component");

local most_polls = 128;
local most_bytes = 1024;

local function all(list, fits)
	if type(list) ~= "table" or #list == 0 then return false; end
	for _, value in ipairs(list) do
		if not fits(value) then return false; end
	end
	return true;
end

local commands = {};

local function is_valid(request)
	if request.type ~= "polls" or type(request.pollId) ~= "string" then return false; end
	if request.command == "answer-poll" then
		return all(request.answers, function (vote) return type(vote) == "boolean"; end);
	end
	return type(request.question) == "string"
		and all(request.answers, function (answer) return type(answer) == "table" and type(answer.name) == "string"; end);
end

local function may_ask(room, session)
	local permissions = (room.jitsiMetadata or {}).permissions;
	local restricted = type(permissions) == "table" and permissions.pollCreationRestricted;
	return not restricted or util.is_feature_allowed("create-polls", session.jitsi_meet_context_features);
end

--- Gives why a poll is refused, or nil.
commands["new-poll"] = function (room, session, person, request)
	local polls = room.polls;
	if #polls >= most_polls then return nil; end
	if polls[request.pollId] then return "Poll already exists"; end
	if not may_ask(room, session) then return "Creation of polls not allowed for user"; end
	-- Nothing else that the asker has put into an answer is passed on.
	local answers = {};
	for i, answer in ipairs(request.answers) do answers[i] = { name = answer.name }; end
	local poll = {
		pollId = request.pollId; question = request.question; answers = answers;
		senderId = person.id; senderName = person.name;
	};
	polls[poll.pollId] = poll;
	table.insert(polls, poll);
	request.answers, request.senderId = answers, person.id;
	meeting.tell_all(room, request);
end

--- Takes a person's vote for an answer, or takes it back. Gives whether it was another one before.
local function vote(answer, person, flag)
	local voters, had = {}, false;
	for _, voter in ipairs(answer.voters or {}) do
		if voter.id == person.id then had = true; else table.insert(voters, voter); end
	end
	if had == flag then return false; end
	if flag then table.insert(voters, { id = person.id; name = person.name }); end
	answer.voters = voters;
	return true;
end

commands["answer-poll"] = function (room, _, person, request)
	local poll = room.polls[request.pollId];
	if not poll or #request.answers > #poll.answers then return nil; end
	local changed = false;
	for i, flag in ipairs(request.answers) do
		changed = vote(poll.answers[i], person, flag) or changed;
	end
	if not changed then return nil; end
	request.senderId, request.senderName = person.id, person.name;
	meeting.tell_all(room, request);
end

local function person_of(occupant)
	local presence = occupant:get_presence();
	return {
		id = jid.resource(occupant.nick);
		name = presence and presence:get_child_text("nick", "http://jabber.org/protocol/nick");
	};
end

--- The JSON of a message, or nil.
local function read(stanza)
	local message = stanza:get_child("json-message", meeting.ns) or stanza:get_child("json-message");
	local text = message and message:get_text();
	if not text or #text >= most_bytes then return nil; end
	local request = json.decode(text);
	return type(request) == "table" and request or nil;
end

module:hook("message/host", function (event)
	local session, stanza = event.origin, event.stanza;
	if stanza.attr.type == "groupchat" or stanza.attr.type == "error" or stanza:get_child("body") then return; end
	local main = meeting.of_session(session);
	if not main then return; end
	local occupant, room = meeting.find(main, stanza.attr.from);
	if not occupant or not room.polls then return; end
	local request = read(stanza);
	local handle = request and commands[request.command];
	if not handle or not is_valid(request) then
		module:log("warn", "%s sends no poll to %s", stanza.attr.from, room.jid);
		return true;
	end
	local refusal = handle(room, session, person_of(occupant), request);
	if refusal then session.send(st.error_reply(stanza, "cancel", "not-allowed", refusal)); end
	return true;
end);

local function hook_rooms(rooms)
	rooms:hook("muc-room-created", function (event)
		if not util.is_health_room(event.room.jid) then event.room.polls = {}; end
	end);
	rooms:hook("muc-occupant-joined", function (event)
		local polls = event.room.polls;
		if not polls or #polls == 0 then return; end
		local list = {};
		for i, poll in ipairs(polls) do list[i] = poll; end
		meeting.tell(event.occupant.jid, { type = "polls"; command = "old-polls"; polls = list });
	end);
end

util.with_host(meeting.conference_host, hook_rooms);
util.with_host(meeting.breakout_host, hook_rooms);

util.advertise("polls");
util.announce();
