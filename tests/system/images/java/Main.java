package org.jitsi.jicofo;

public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    probe.Probe.run(8888);
  }
}
