-- REHEARSAL: what the token plugins share: which tokens are good, what they say, and which room they open.

local jid = require "prosody.util.jid";
local jwt = module:require "luajwtjitsi";
local keys = module:require "token/keys";
local util = module:require "util";

local Tokens = {};
Tokens.__index = Tokens;

local function check_options(context, self)
	if not self.app_id or self.app_id == "" then
		error(("option \"app_id\" is missing for mod_%s on %s"):format(module.name, context.host), 0);
	end
	if not self.secret and not self.public_key then
		error(("one of the options \"app_secret\", \"asap_key_server\", \"cache_keys_url\" must be there for mod_%s on %s")
			:format(module.name, context.host), 0);
	end
end

--- Reads the options of the host that `context` is the module of. Fails where tokens could never be verified.
function Tokens.new(context)
	local base = context:get_option_string("muc_mapper_domain_base");
	local prefix = context:get_option_string("muc_mapper_domain_prefix", "conference");
	local self = setmetatable({
		app_id = context:get_option_string("app_id");
		secret = context:get_option_string("app_secret");
		public_key = keys.source(context);
		allow_empty = context:get_option_boolean("allow_empty_token", false);
		issuers = context:get_option_array("asap_accepted_issuers", { context:get_option_string("app_id") });
		audiences = context:get_option_array("asap_accepted_audiences", { "*" });
		require_room = context:get_option_boolean("asap_require_room_claim", true);
		verify_domain = context:get_option_boolean("enable_domain_verification", true);
		prefix = prefix;
		rooms = base and (prefix .. "." .. base);
	}, Tokens);
	self.algorithm = context:get_option_string("signature_algorithm", self.public_key and "RS256" or "HS256");
	check_options(context, self);
	if self.allow_empty then module:log("warn", "WARNING - empty tokens allowed"); end
	return self;
end

--- The key that a token must be signed with; or nil and the reason.
function Tokens:key_of(session)
	if session.public_key then return session.public_key; end
	if not self.public_key then return self.secret; end
	local header, wrong = jwt.parse(session.auth_token);
	if not header then return nil, wrong; end
	if header.kid == nil then return nil, "'kid' claim is missing"; end
	if type(header.alg) ~= "string" then return nil, "'alg' claim is missing"; end
	if header.alg:sub(1, 2) ~= "RS" then return nil, "'kid' claim only support with RS family"; end
	local key = self.public_key(tostring(header.kid));
	if not key then return nil, "could not obtain public key"; end
	return key;
end

local function remember(session, claims)
	local context = type(claims.context) == "table" and claims.context or {};
	session.jitsi_meet_room = claims.room;
	session.jitsi_meet_domain = claims.sub;
	session.jitsi_meet_auth_issuer = claims.iss;
	session.jitsi_meet_str_tenant = context.tenant;
	session.jitsi_meet_context_user = context.user or (claims.user_id and { id = claims.user_id } or nil);
	session.jitsi_meet_context_group = context.group;
	session.jitsi_meet_context_features = context.features;
	session.jitsi_meet_context_room = context.room;
end

--- Verifies `session.auth_token` and puts what it says into the session.
--- Returns true; or false, the error condition, and its text.
function Tokens:process_and_verify_token(session, issuers)
	if session.auth_token == nil then
		if self.allow_empty then return true; end
		return false, "not-allowed", "token required";
	end
	local key, no_key = self:key_of(session);
	if not key then return false, "not-allowed", no_key; end
	local claims, wrong = jwt.verify(session.auth_token, self.algorithm, key, issuers or self.issuers, self.audiences);
	if not claims then return false, "not-allowed", wrong; end
	if self.require_room and claims.room == nil then return false, "not-authorized", "room claim is missing"; end
	if claims.sub == nil then return false, "not-authorized", "sub claim is missing"; end
	remember(session, claims);
	prosody.events.fire_event("jitsi-authentication-token-verified", { session = session, claims = claims });
	return true;
end

--- The room's name that a token opens, "*" and patterns resolved; or nil and the error.
local function opened_name(session, wanted, name)
	if wanted == "*" then return name; end
	local about = session.jitsi_meet_context_room;
	if wanted and type(about) == "table" and (about.regex == true or about.regex == "true") then
		local ok, match = pcall(string.match, name, wanted);
		if not ok then return nil, "invalid-regex", "Room claim is not a valid Lua pattern"; end
		return match;
	end
	return wanted;
end

--- Whether the session's token opens a room. Returns true; or false, an element that names the error, and its text.
function Tokens:verify_room(session, address)
	local node = jid.node(address);
	if not node then return false, "invalid-room-address", "Room address is invalid"; end
	if not util.room(jid.join(node, self.rooms)) then
		return false, "room-does-not-exist", "Room does not exist";
	end
	if self.allow_empty and session.auth_token == nil then return true; end

	local tenant, name = util.split_tenant(node);
	local wanted = type(session.jitsi_meet_room) == "string" and session.jitsi_meet_room:lower() or nil;
	if not self.verify_domain then
		-- Who has no token, a guest, comes in: jicofo says who opens rooms.
		if wanted and wanted ~= "*" and wanted ~= node and wanted ~= name then
			return false, "room-mismatch", "Room does not match the room from token";
		end
		return true;
	end

	local opened, err, text = opened_name(session, wanted, name);
	if err then return false, err, text; end
	if not opened then
		if not self.require_room then return true; end
		return false, "room-name-does-not-match", "Room name cannot be matched to the one from token.";
	end
	local domain = tostring(session.jitsi_meet_domain):lower();
	local bare = jid.bare(address);
	if tenant then
		return bare == jid.join(("[%s]%s"):format(domain == "*" and tenant or domain, opened), self.rooms);
	end
	return bare == jid.join(opened, domain == "*" and self.rooms or self.prefix .. "." .. domain);
end

return Tokens;
