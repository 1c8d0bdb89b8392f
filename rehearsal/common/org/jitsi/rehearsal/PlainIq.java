package org.jitsi.rehearsal;

import java.io.IOException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.parsing.SmackParsingException;
import org.jivesoftware.smack.parsing.StandardExtensionElementProvider;
import org.jivesoftware.smack.provider.IQProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** An IQ whose payload is kept as generic XML: enough for the handful that the stand-ins exchange. */
public final class PlainIq extends IQ {
    private final StandardExtensionElement payload;

    public PlainIq(StandardExtensionElement payload) {
        super(payload.getElementName(), payload.getNamespace());
        this.payload = payload;
    }

    public StandardExtensionElement payload() {
        return payload;
    }

    /** The same as an answer; Smack fills in whom it answers. */
    public PlainIq asResult() {
        setType(Type.result);
        return this;
    }

    /** Makes Smack parse IQs with this payload into a PlainIq. */
    public static void register(String element, String namespace) {
        ProviderManager.addIQProvider(element, namespace, new Provider());
    }

    @Override
    protected IQChildElementXmlStringBuilder getIQChildElementBuilder(IQChildElementXmlStringBuilder xml) {
        payload.getAttributes().forEach(xml::attribute);
        if (payload.getElements().isEmpty()) {
            xml.setEmptyElement();
        } else {
            xml.rightAngleBracket();
            payload.getElements().forEach(xml::append);
        }
        return xml;
    }

    private static final class Provider extends IQProvider<PlainIq> {
        @Override
        public PlainIq parse(XmlPullParser parser, int initialDepth, XmlEnvironment environment)
                throws XmlPullParserException, IOException, SmackParsingException {
            return new PlainIq(StandardExtensionElementProvider.INSTANCE.parse(parser, initialDepth, environment));
        }
    }
}
