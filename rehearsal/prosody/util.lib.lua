-- REHEARSAL: helpers that the stand-in plugins share.
--
-- The stand-ins carry the names, options and refusals of the plugins in the jitsi-meet-prosody package and do what
-- joining a room needs. Where a real plugin logs an error and stays loaded without doing its work, the stand-in fails
-- to load, so that a mistake in the configuration cannot hide.

local jid = require "prosody.util.jid";

local util = {};

--- Says once, at load, that this is not the real plugin.
function util.announce()
	module:log("info", "REHEARSAL stand-in of mod_%s on %s", module.name, module.host);
end

--- Reads an option without which the module cannot work; the module fails to load when it is missing.
function util.required(name)
	local value = module:get_option_string(name);
	if not value or value == "" then
		error(("option %q is missing for mod_%s on %s"):format(name, module.name, module.host), 0);
	end
	return value;
end

--- Fails the load unless the module sits on a component ("component") or a virtual host ("local").
function util.on_host_type(wanted)
	if module:get_host_type() ~= wanted then
		error(("mod_%s must be loaded on a %s host, not on %s"):format(module.name, wanted, module.host), 0);
	end
end

--- Calls fn with the context of a host: now, or once the host exists and its modules are loaded.
function util.with_host(host, fn)
	if prosody.hosts[host] then
		fn(module:context(host));
	end
	module:hook_global("host-activated", function (activated)
		if activated == host then fn(module:context(host)); end
	end, -10);
end

--- Publishes a component as a disco identity of the main host. Needs mod_features_identity there.
function util.advertise(name)
	util.with_host(util.required("muc_mapper_domain_base"), function (main)
		main:fire_event("jitsi-add-identity", { name = name, host = module.host });
	end);
end

--- Whether an occupant JID is jicofo's: its nickname in a room is always `focus`.
function util.is_focus(occupant_jid)
	return jid.resource(occupant_jid) == "focus";
end

--- jicofo's own health rooms, which most rules leave alone.
function util.is_health_room(room_jid)
	return room_jid:sub(1, 22) == "__jicofo-health-check-";
end

--- Whether a JID is listed in `admins`, globally or on this host.
function util.is_admin(address)
	return module:get_option_inherited_set("admins", {}):contains(jid.bare(address));
end

--- Whether a JID, or its domain, is in a set of bare JIDs and domains.
function util.listed(set, address)
	return set:contains(jid.bare(address)) or set:contains(jid.host(address));
end

--- Tenant and name of a room by the local part of its JID: `[tenant]name`. The tenant is nil where there is none.
function util.split_tenant(node)
	local tenant, name = node:match("^%[([^%]]+)%](.+)$");
	return tenant, name or node;
end

--- A conference room's JID inside the server: room@<prefix>.<tenant>.<base> is [tenant]room@<prefix>.<base>.
function util.internal_address(address)
	local base = module:get_option_string("muc_mapper_domain_base");
	local prefix = module:get_option_string("muc_mapper_domain_prefix", "conference") .. ".";
	local node, host, resource = jid.split(address);
	local ending = base and ("." .. base);
	if not ending or not host or host:sub(1, #prefix) ~= prefix or host:sub(-#ending) ~= ending then return address; end
	local tenant = host:sub(#prefix + 1, -#ending - 1);
	if tenant == "" or tenant:find(".", 1, true) then return address; end
	return jid.join(("[%s]%s"):format(tenant, node), prefix .. base, resource);
end

--- The address that people know: the other way round. Other addresses stay as they are.
function util.external_address(address)
	local base = module:get_option_string("muc_mapper_domain_base");
	local prefix = module:get_option_string("muc_mapper_domain_prefix", "conference");
	local node, host, resource = jid.split(address);
	if not base or not node or host ~= prefix .. "." .. base then return address; end
	local tenant, name = util.split_tenant(node);
	if not tenant then return address; end
	return jid.join(name, ("%s.%s.%s"):format(prefix, tenant, base), resource);
end

--- Whether a session may use a feature: by the list in its token, or the one that mod_jitsi_permissions gives moderators.
--- Who has neither may nothing.
function util.is_feature_allowed(feature, features)
	local allowed = features and features[feature];
	return allowed == true or allowed == "true";
end

--- Whether a room is one of those where not everybody may be a moderator (mod_muc_allowners).
function util.is_moderated(room_jid)
	local node = jid.node(room_jid);
	local tenant = util.split_tenant(node);
	if tenant then return module:get_option_set("allowners_moderated_subdomains", {}):contains(tenant); end
	return module:get_option_set("allowners_moderated_rooms", {}):contains(node);
end

--- The room with this JID (a resource is ignored), or nil.
function util.room(room_jid)
	local host = prosody.hosts[jid.host(room_jid)];
	local muc = host and host.modules.muc;
	return muc and muc.get_room_from_jid(jid.bare(room_jid)) or nil;
end

return util;
