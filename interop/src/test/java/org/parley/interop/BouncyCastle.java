package org.parley.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.mls.TreeKEM.LeafIndex;
import org.bouncycastle.mls.TreeKEM.LeafNode;
import org.bouncycastle.mls.TreeKEM.LifeTime;
import org.bouncycastle.mls.codec.Capabilities;
import org.bouncycastle.mls.codec.Credential;
import org.bouncycastle.mls.codec.KeyPackage;
import org.bouncycastle.mls.codec.MLSInputStream;
import org.bouncycastle.mls.codec.MLSMessage;
import org.bouncycastle.mls.codec.MLSOutputStream;
import org.bouncycastle.mls.codec.PreSharedKeyID;
import org.bouncycastle.mls.codec.Proposal;
import org.bouncycastle.mls.codec.WireFormat;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;
import org.bouncycastle.mls.protocol.Group;
import org.jspecify.annotations.Nullable;

/** A device that runs Bouncy Castle's MLS. */
final class BouncyCastle implements Peer {
  private static final int SECRET_BYTES = 32;
  private static final long HALF_LIFE_SECONDS = 3600;
  private static final HexFormat HEX = HexFormat.of();

  private final SecureRandom random = new SecureRandom();
  private final String name;
  private final MlsCipherSuite suite;
  private final AsymmetricCipherKeyPair initKeys;
  private final AsymmetricCipherKeyPair leafKeys;
  private final byte[] signatureKey;
  private final LeafNode leafNode;
  private final KeyPackage keyPackage;
  private @Nullable Group group;

  BouncyCastle(String name) throws Exception {
    this.name = name;
    suite = MlsCipherSuite.getSuite(MlsCipherSuite.MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519);
    initKeys = suite.getHPKE().generatePrivateKey();
    leafKeys = suite.getHPKE().generatePrivateKey();
    AsymmetricCipherKeyPair signatureKeys = suite.generateSignatureKeyPair();
    signatureKey = suite.serializeSignaturePrivateKey(signatureKeys.getPrivate());
    leafNode = new LeafNode(
        suite,
        suite.getHPKE().serializePublicKey(leafKeys.getPublic()),
        suite.serializeSignaturePublicKey(signatureKeys.getPublic()),
        Credential.forBasic(name.getBytes(UTF_8)),
        new Capabilities(),
        lifetime(),
        List.of(),
        signatureKey);
    byte[] initKey = suite.getHPKE().serializePublicKey(initKeys.getPublic());
    keyPackage = new KeyPackage(suite, initKey, leafNode, List.of(), signatureKey);
  }

  /** Its own one is without end, which the web client refuses. */
  private static LifeTime lifetime() throws Exception {
    long now = System.currentTimeMillis() / 1000;
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(now - HALF_LIFE_SECONDS)
        .putLong(now + HALF_LIFE_SECONDS);
    return new LifeTime(new MLSInputStream(bytes.array()));
  }

  @Override
  public byte[] keyPackage() throws Exception {
    return MLSOutputStream.encode(MLSMessage.keyPackage(keyPackage));
  }

  @Override
  public void found() throws Exception {
    Group founded =
        new Group(Agreed.GROUP_BYTES, suite, leafKeys, signatureKey, leafNode, List.of());
    founded.insertExternalPsk(new Secret(Agreed.GROUP_BYTES), Agreed.PSK);
    group = founded;
  }

  @Override
  public void join(byte[] welcome) throws Exception {
    MLSMessage message = (MLSMessage) MLSInputStream.decode(welcome, MLSMessage.class);
    group = new Group(
        suite.getHPKE().serializePrivateKey(initKeys.getPrivate()),
        leafKeys,
        signatureKey,
        keyPackage,
        message.welcome,
        null,
        Map.of(new Secret(Agreed.GROUP_BYTES), Agreed.PSK),
        Map.of());
  }

  @Override
  public Change commit(List<byte[]> adds, List<Integer> removes) throws Exception {
    List<Proposal> proposals = new ArrayList<>();
    for (int leaf : removes) {
      proposals.add(Proposal.remove(new LeafIndex(leaf)));
    }
    for (byte[] add : adds) {
      MLSMessage message = (MLSMessage) MLSInputStream.decode(add, MLSMessage.class);
      proposals.add(Proposal.add(message.keyPackage));
    }
    if (!adds.isEmpty()) {
      proposals.add(
          Proposal.preSharedKey(PreSharedKeyID.external(Agreed.GROUP_BYTES, randomBytes())));
    }
    Group.CommitOptions options = new Group.CommitOptions(proposals, true, false, null);
    byte[] reason = "from Bouncy Castle".getBytes(UTF_8);
    Group.GroupWithMessage made = group()
        .commit(
            new Secret(randomBytes()),
            options,
            new Group.MessageOptions(false, reason, 0),
            new Group.CommitParameters(Group.NORMAL_COMMIT_PARAMS));
    group = made.group;
    byte[] commit = MLSOutputStream.encode(made.message);
    if (adds.isEmpty()) {
      return new Change(commit, null);
    }
    MLSMessage welcome = new MLSMessage(WireFormat.mls_welcome);
    welcome.welcome = made.message.welcome;
    return new Change(commit, MLSOutputStream.encode(welcome));
  }

  @Override
  public void follow(byte[] commit) throws Exception {
    group = group().handle(commit, null);
  }

  @Override
  public int leaf() {
    return group().getIndex().value();
  }

  @Override
  public Secrets secrets() throws Exception {
    Group current = group();
    byte[] exported = current
        .getKeySchedule()
        .MLSExporter(Agreed.EXPORT_LABEL, Agreed.EXPORT_CONTEXT, Agreed.EXPORT_BYTES);
    return new Secrets(
        current.getEpoch(),
        HEX.formatHex(exported),
        HEX.formatHex(current.getEpochAuthenticator()));
  }

  private byte[] randomBytes() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  private Group group() {
    if (group == null) {
      throw new IllegalStateException(name + " has no group");
    }
    return group;
  }

  @Override
  public String toString() {
    return name;
  }
}
