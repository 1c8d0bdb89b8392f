-- REHEARSAL stand-in: moderators decide who may turn a microphone, a camera or a shared screen on. They switch it on and
-- off by <av_moderation/> messages and keep a list of those who may. Everybody is told the state, moderators the lists, and
-- who is let or stopped about it. Muting is jicofo's part: newcomers start muted by the room's metadata. Not here: rooms
-- that start moderated by a preset.

local util = module:require "util";

util.on_host_type("component");
local muc = util.required("muc_component");
local meeting = module:require "meeting";

local kinds = { "audio", "video", "desktop" };
local is_kind = { audio = true, video = true, desktop = true };

--- Nobody's list is left out: an empty one would look like an object.
local function lists_of(room)
	local lists = {};
	for kind, moderated in pairs(room.av_moderation) do
		if moderated.list[1] then lists[kind] = moderated.list; end
	end
	return lists;
end

local function about(room, kind, more)
	more.type, more.room, more.mediaType = "av_moderation", util.external_address(room.jid), kind;
	return more;
end

local function state_message(room, kind, enabled, actor)
	return about(room, kind, { enabled = enabled, actor = util.external_address(actor) });
end

--- Tells moderators the lists, and the person whom the change is about what became of them.
local function tell_lists(room, kind, changed, removed)
	local lists = about(room, kind, { whitelists = lists_of(room), removed = removed });
	for _, occupant in room:each_occupant() do
		if occupant.role == "moderator" then
			meeting.tell(occupant.jid, lists);
		elseif changed and occupant.jid == changed.jid then
			meeting.tell(occupant.jid, about(room, kind, { approved = not removed or nil, removed = removed }));
		end
	end
end

--- What newcomers start with is told by the room's metadata. What it said before comes back afterwards.
local function start_muted(room, kind, enabled)
	room.jitsiMetadata = room.jitsiMetadata or {};
	local start = room.jitsiMetadata.startMuted or {};
	room.start_muted_before = room.start_muted_before or {};
	if enabled then room.start_muted_before[kind] = start[kind]; end
	start[kind] = enabled or room.start_muted_before[kind];
	room.jitsiMetadata.startMuted = start;
end

local function switch_on(room, kind, actor)
	local list = {};
	for _, occupant in room:each_occupant() do
		if occupant.role == "moderator" and not util.is_focus(occupant.nick) then
			table.insert(list, util.external_address(occupant.nick));
		end
	end
	room.av_moderation = room.av_moderation or {};
	room.av_moderation[kind] = { list = list; actor = actor.nick };
	start_muted(room, kind, true);
	meeting.tell_all(room, state_message(room, kind, true, actor.nick));
	tell_lists(room, kind);
end

local function switch_off(room, kind, actor)
	room.av_moderation[kind] = nil;
	if not next(room.av_moderation) then room.av_moderation = nil; end
	start_muted(room, kind, nil);
	meeting.tell_all(room, state_message(room, kind, false, actor.nick));
end

local function allow(room, kind, actor, person, address)
	if not room.av_moderation then
		-- Nothing is moderated: a moderator only asks somebody to speak.
		return meeting.tell(person.jid, about(room, kind, { approved = true, from = actor.nick }));
	end
	room.av_moderation[kind] = room.av_moderation[kind] or { list = {}; actor = actor.nick };
	table.insert(room.av_moderation[kind].list, address);
	tell_lists(room, kind, person);
end

local function stop(room, kind, person, address)
	local list = room.av_moderation and room.av_moderation[kind] and room.av_moderation[kind].list or {};
	for i, listed in ipairs(list) do
		if listed == address then
			table.remove(list, i);
			return tell_lists(room, kind, person, true);
		end
	end
end

module:hook("message/host", function (event)
	local request, room, actor = meeting.request_of_moderator(event, "av_moderation");
	local kind = request and request.attr.mediaType;
	if not is_kind[kind] then return; end
	local enable = request.attr.enable;
	if enable == "true" then
		if not (room.av_moderation and room.av_moderation[kind]) then switch_on(room, kind, actor); end
		return true;
	elseif enable then
		if room.av_moderation then switch_off(room, kind, actor); end
		return true;
	end
	local address = request.attr.jidToWhitelist or request.attr.jidToBlacklist;
	local person = address and room:get_occupant_by_nick(util.internal_address(address));
	if not person then return; end
	if request.attr.jidToWhitelist then
		allow(room, kind, actor, person, address);
	else
		stop(room, kind, person, address);
	end
	return true;
end);

util.with_host(muc, function (rooms)
	-- Behind the plugins that make somebody a moderator at the door.
	rooms:hook("muc-occupant-joined", function (event)
		local room, occupant = event.room, event.occupant;
		if not room.av_moderation or not meeting.is_person(room, occupant) then return; end
		for _, kind in ipairs(kinds) do
			local moderated = room.av_moderation[kind];
			if moderated then
				meeting.tell(occupant.jid, state_message(room, kind, true, moderated.actor));
				if room:get_role(occupant.nick) == "moderator" then tell_lists(room, kind); end
			end
		end
	end, -2);

	rooms:hook("muc-set-affiliation", function (event)
		local room = event.room;
		if not room.av_moderation or event.affiliation ~= "owner" or util.is_admin(event.jid) then return; end
		for kind, moderated in pairs(room.av_moderation) do
			for _, occupant in room:each_occupant() do
				if occupant.bare_jid == event.jid then
					table.insert(moderated.list, util.external_address(occupant.nick));
				end
			end
			-- Without an actor a plugin does it at the door, and the lists are told there.
			if event.actor then tell_lists(room, kind); end
		end
	end, -1);
end);

util.advertise("av_moderation");
util.announce();
