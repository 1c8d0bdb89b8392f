-- REHEARSAL stand-in: copies what a client puts into the URL and headers of its BOSH or WebSocket request into its
-- session: ?room, ?prefix, ?token, ?previd, ?customusername, Authorization, user agent, region. Nothing is verified here.

module:set_global();

local formdecode = require "prosody.util.http".formdecode;

local region_header = module:get_option_string("region_header_name", "x_proxy_region");

local function copy(event)
	local session, request = event.session, event.request;
	local query = request.url.query and formdecode(request.url.query);
	-- The header is a bearer token: "Bearer " is not looked at.
	local token = request.headers.authorization and request.headers.authorization:sub(8);
	if type(query) == "table" then
		session.previd = query.previd;
		token = query.token or token;
		session.customusername = query.customusername;
		session.jitsi_web_query_room = query.room;
		session.jitsi_web_query_prefix = query.prefix or "";
	end
	session.auth_token = token;
	session.user_region = request.headers[region_header];
	session.user_agent_header = request.headers.user_agent;
end

module:hook("bosh-session", copy, 1);
module:hook("websocket-session", copy, 1);

module:log("info", "REHEARSAL stand-in of mod_%s", module.name);
