package runbook.modules.etcd.verify;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.ClusterGrpc.ClusterImplBase;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashKVResponse;
import io.etcd.jetcd.api.KVGrpc.KVImplBase;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.MaintenanceGrpc.MaintenanceImplBase;
import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberListResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** A port of a member of a healthy cluster, in this JVM. */
record FakeEtcd(Server server) implements AutoCloseable {

  private static final long CLUSTER = 7;

  /**
   * Starts it.
   *
   * @param member the index of the member, from zero
   * @param store the data of the cluster
   */
  static FakeEtcd start(
      WantedCluster wantedCluster,
      int member,
      InetSocketAddress at,
      Optional<SslContext> tls,
      Map<ByteString, ByteString> store)
      throws IOException {
    var header =
        ResponseHeader.newBuilder()
            .setClusterId(CLUSTER)
            .setMemberId(member + 1)
            .setRevision(4)
            .build();
    var builder =
        NettyServerBuilder.forAddress(at)
            .directExecutor()
            .addService(new Maintenance(header))
            .addService(new Cluster(header, wantedCluster))
            .addService(new Keys(header, store));
    tls.ifPresent(builder::sslContext);
    return new FakeEtcd(builder.build().start());
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getListenSockets().getFirst();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <T> void answer(StreamObserver<T> to, T answer) {
    to.onNext(answer);
    to.onCompleted();
  }

  private static final class Maintenance extends MaintenanceImplBase {

    private final ResponseHeader header;

    Maintenance(ResponseHeader header) {
      this.header = header;
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> to) {
      answer(
          to,
          StatusResponse.newBuilder()
              .setHeader(header)
              .setVersion("3.5.16")
              .setDbSize(20480)
              .setDbSizeInUse(16384)
              .setLeader(2)
              .setRaftTerm(2)
              .setRaftIndex(9)
              .setRaftAppliedIndex(9)
              .build());
    }

    @Override
    public void hashKV(HashKVRequest request, StreamObserver<HashKVResponse> to) {
      answer(to, HashKVResponse.newBuilder().setHeader(header).setHash(99).build());
    }

    @Override
    public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> to) {
      answer(to, AlarmResponse.newBuilder().setHeader(header).build());
    }
  }

  private static final class Cluster extends ClusterImplBase {

    private final ResponseHeader header;
    private final WantedCluster wantedCluster;

    Cluster(ResponseHeader header, WantedCluster wantedCluster) {
      this.header = header;
      this.wantedCluster = wantedCluster;
    }

    @Override
    public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> to) {
      var members = MemberListResponse.newBuilder().setHeader(header);
      for (var memberAddress : wantedCluster.places()) {
        members.addMembers(
            Member.newBuilder()
                .setID(members.getMembersCount() + 1)
                .setName(memberAddress.name())
                .addPeerURLs(memberAddress.peerUrl())
                .addClientURLs(memberAddress.clientUrl()));
      }
      answer(to, members.build());
    }
  }

  private static final class Keys extends KVImplBase {

    private final ResponseHeader header;
    private final Map<ByteString, ByteString> store;

    Keys(ResponseHeader header, Map<ByteString, ByteString> store) {
      this.header = header;
      this.store = store;
    }

    @Override
    public void range(RangeRequest request, StreamObserver<RangeResponse> to) {
      var found = RangeResponse.newBuilder().setHeader(header);
      var value = store.get(request.getKey());
      if (value != null) {
        found.addKvs(KeyValue.newBuilder().setKey(request.getKey()).setValue(value));
      }
      answer(to, found.build());
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> to) {
      store.put(request.getKey(), request.getValue());
      answer(to, PutResponse.newBuilder().setHeader(header).build());
    }

    @Override
    public void deleteRange(DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> to) {
      store.remove(request.getKey());
      answer(to, DeleteRangeResponse.newBuilder().setHeader(header).build());
    }
  }
}
