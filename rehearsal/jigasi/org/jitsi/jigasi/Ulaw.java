package org.jitsi.jigasi;

/** G.711, the μ-law of telephones: a sample of 16 bits in 8. */
final class Ulaw {
    private static final int BIAS = 0x84;
    private static final int LOUDEST = 32635;

    private Ulaw() {}

    static byte encode(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int value = Math.min(Math.abs(sample), LOUDEST) + BIAS;
        int exponent = 31 - Integer.numberOfLeadingZeros(value) - 7;
        int mantissa = value >> (exponent + 3) & 0x0f;
        return (byte) ~(sign | exponent << 4 | mantissa);
    }

    static int decode(byte code) {
        int bits = ~code;
        int value = (((bits & 0x0f) << 3) + BIAS << (bits >> 4 & 0x07)) - BIAS;
        return (bits & 0x80) == 0 ? value : -value;
    }
}
