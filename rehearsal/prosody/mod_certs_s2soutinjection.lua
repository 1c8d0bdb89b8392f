-- REHEARSAL stand-in: takes the certificates of the hosts in `s2sout_override` as they are. Where they are is said by name.

module:set_global();

local trusted = module:get_option("s2sout_override", {});

module:hook("s2s-check-certificate", function (event)
	if trusted[event.host] then
		event.session.cert_chain_status = "valid";
		event.session.cert_identity_status = "valid";
		return true;
	end
end, 100);

module:log("info", "REHEARSAL stand-in of mod_%s", module.name);
