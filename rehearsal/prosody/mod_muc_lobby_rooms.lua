-- REHEARSAL stand-in: the lobby. When a room becomes members-only, a lobby room of the same name appears; who is no
-- member is refused with 407 and told the lobby's address, and comes in after a moderator's invitation (Prosody makes
-- an invited person a member). Not here: messages to the room about the lobby, hiding waiting people from each other.

local jid = require "prosody.util.jid";
local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("local");
module:depends("jitsi_session");

local main_muc = util.required("main_muc");
local lobby_muc = util.required("lobby_muc");
local ns = "http://jitsi.org/jitmeet";

local whitelist, name_required;
local function read_options()
	whitelist = module:get_option_set("muc_lobby_whitelist", {});
	name_required = module:get_option_boolean("muc_lobby_check_display_name_required", true);
end
read_options();
module:hook_global("config-reloaded", read_options);

local function open_lobby(room)
	local service = prosody.hosts[lobby_muc] and prosody.hosts[lobby_muc].modules.muc;
	local address = jid.join(jid.node(room.jid), lobby_muc);
	if not service or service.get_room_from_jid(address) then return; end
	local lobby = service.create_room(address);
	-- An empty lobby must stay while the room is closed.
	lobby:set_persistent(true);
	lobby.main_room_jid = room.jid;
	room._data.lobbyroom = address;
end

local function close_lobby(room, newjid, reason)
	local lobby = room._data.lobbyroom and util.room(room._data.lobbyroom);
	room._data.lobbyroom = nil;
	room._data.lobby_skip_display_name_check = nil;
	if lobby then
		lobby:set_persistent(false);
		lobby:destroy(newjid, reason or "Lobby room closed.");
	end
end

local function refuse(event, kind, condition, detail)
	local reply = st.error_reply(event.stanza, kind, condition);
	reply.tags[1].attr.code = detail.code;
	reply:tag(detail.name, detail.attr);
	if detail.text then reply:text(detail.text); end
	event.origin.send(reply);
	return true;
end

local function gate(event)
	local room, stanza, occupant = event.room, event.stanza, event.occupant;
	if not room:get_members_only() or not room._data.lobbyroom then return; end
	if util.is_health_room(room.jid) or util.is_focus(occupant.nick) then return; end
	local join = stanza:get_child("x", "http://jabber.org/protocol/muc");
	local password = join and join:get_child_text("password");
	local affiliation = room:get_affiliation(stanza.attr.from);
	if not affiliation and (util.listed(whitelist, stanza.attr.from) or (password and password == room:get_password())) then
		affiliation = "member";
		room:set_affiliation(true, jid.bare(stanza.attr.from), affiliation);
		occupant.role = room:get_default_role(affiliation) or "participant";
	end
	if affiliation and affiliation ~= "none" then return; end
	local name = stanza:get_child_text("nick", "http://jabber.org/protocol/nick");
	if name_required and not room._data.lobby_skip_display_name_check and (not name or name == "") then
		return refuse(event, "modify", "not-acceptable",
			{ code = "406", name = "displayname-required", attr = { xmlns = ns, lobby = "true" } });
	end
	return refuse(event, "auth", "registration-required",
		{ code = "407", name = "lobbyroom", attr = { xmlns = ns }, text = room._data.lobbyroom });
end

util.with_host(main_muc, function (rooms)
	rooms:hook("muc-config-submitted/muc#roomconfig_membersonly", function (event)
		if event.value and not event.room:get_members_only() then
			open_lobby(event.room);
		elseif not event.value then
			close_lobby(event.room);
		end
	end, 100);
	rooms:hook("muc-occupant-pre-join", gate, -4);
	-- Moderators' browsers read here where people wait.
	rooms:hook("muc-disco#info", function (event)
		local lobby = event.room:get_members_only() and event.room._data.lobbyroom;
		if lobby then
			table.insert(event.form, { name = "muc#roominfo_lobbyroom"; type = "text-single"; value = lobby });
		end
	end);
	rooms:hook("muc-room-destroyed", function (event) close_lobby(event.room, event.newjid, event.reason); end);
end);

util.with_host(lobby_muc, function (lobbies)
	-- Moderators of the room are moderators of its lobby, whenever they come to be.
	local room_mt = prosody.hosts[lobbies.host].modules.muc.room_mt;
	function room_mt.get_affiliation(lobby, person)
		local room = lobby.main_room_jid and util.room(lobby.main_room_jid);
		return room and room:get_affiliation(person) or "none";
	end
end);

--- Other modules open and close a lobby by these events: { room, skip_display_name_check } and { room, newjid, message }.
local function on_create(event)
	open_lobby(event.room);
	event.room._data.lobby_skip_display_name_check = event.skip_display_name_check;
end
local function on_destroy(event)
	close_lobby(event.room, event.newjid, event.message);
end
module:hook_global("create-lobby-room", on_create);
module:hook_global("destroy-lobby-room", on_destroy);

module:add_identity("component", "lobbyrooms", lobby_muc);
util.announce();
