package runbook.modules.etcd.training;

import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A member of etcd over TLS that gives an empty answer to every question. */
record EmptyMember(Server server) implements AutoCloseable {

  /** Starts a member with the certificates in a folder. */
  static EmptyMember start(Path folder) throws IOException {
    var tls =
        GrpcSslContexts.forServer(
                folder.resolve("member.crt").toFile(), folder.resolve("member.key").toFile())
            .trustManager(folder.resolve("ca.crt").toFile())
            .clientAuth(ClientAuth.REQUIRE)
            .build();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new EmptyMember(
        NettyServerBuilder.forAddress(address)
            .sslContext(tls)
            .fallbackHandlerRegistry(new EveryMethod())
            .build()
            .start());
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /** Knows every method, whatever its name. */
  private static final class EveryMethod extends HandlerRegistry {

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      var descriptor =
          MethodDescriptor.<byte[], byte[]>newBuilder()
              .setType(MethodType.UNARY)
              .setFullMethodName(name)
              .setRequestMarshaller(new Bytes())
              .setResponseMarshaller(new Bytes())
              .build();
      return ServerMethodDefinition.create(
          descriptor, ServerCalls.asyncUnaryCall(EveryMethod::answer));
    }

    private static void answer(byte[] request, StreamObserver<byte[]> answers) {
      answers.onNext(new byte[0]);
      answers.onCompleted();
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
