package org.jitsi.videobridge;

public final class MainKt {
  private MainKt() {}

  public static void main(String[] args) throws Exception {
    probe.Probe.run(8080);
  }
}
