-- REHEARSAL stand-in: login for people of a Matrix room. The token (signed with the word `notused`) carries their OpenID
-- token; the user verification service at `uvs_base_url` says whether they are in the room that the meeting is named by.

local jwt = module:require "luajwtjitsi";
local matrix = module:require "matrix";
local util = module:require "util";

util.on_host_type("local");

local issuer = util.required("app_id");
local service = { url = util.required("uvs_base_url"); bearer = module:get_option_string("uvs_auth_token") };
local syncs_levels = module:get_option_boolean("uvs_sync_power_levels", false);

module:require "token/login".provide(function (session)
	if not session.auth_token then
		return false, "bad-request", "JWT token must be provided with OpenID token and room ID";
	end
	local claims, wrong = jwt.verify(session.auth_token, "HS256", matrix.key, { issuer }, { "*" });
	if not claims then return false, "bad-request", "JWT token cannot be decoded: " .. wrong; end
	local claim = claims.context and claims.context.matrix;
	if not claim or not claim.room_id then return false, "bad-request", "Matrix room ID must be given."; end
	if matrix.room_id(session.jitsi_web_query_room) ~= claim.room_id then
		return false, "access-denied", "Jitsi room does not match Matrix room";
	end
	local affiliation = matrix.membership(service, claim);
	if not affiliation then return false, "access-denied", "Token invalid or not in room"; end
	session.jitsi_meet_context_user = claims.context.user;
	session.jitsi_meet_context_features = claims.context.features;
	session.jitsi_meet_context_group = claims.context.group;
	session.auth_matrix_user_verification_is_owner = syncs_levels and affiliation == "owner";
	return true;
end);

util.announce();
