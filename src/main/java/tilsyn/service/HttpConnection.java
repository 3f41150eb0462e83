package tilsyn.service;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: a request at a time, its body into a file. Whoever takes longer than {@value #PATIENCE_S} s for a request's
 * head, or sends less than {@value #SLOWEST} bytes of a body a second after as long, is cut off.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    /** How long a head may take, and what follows an answer. */
    static final int PATIENCE_S = 10;

    /** Of a body, in bytes a second. */
    static final int SLOWEST = 1_024;

    private static final int TAKES_ANSWER_S = 30;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final Http http;
    private final Queue<HttpObject> come = new ArrayDeque<>();
    private @Nullable ScheduledFuture<?> watch;
    private @Nullable HttpRequest request;
    private @Nullable Body body;
    /** In the terms of {@link System#nanoTime}, when the sender must have gone on. */
    private long due;

    private long begun;
    private boolean answering;
    /** The last answer was given; what still comes is read so that the sender gets to see it. */
    private boolean ending;

    HttpConnection(Http http) {
        this.http = http;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        patience(PATIENCE_S);
        watch = context.executor().scheduleAtFixedRate(() -> look(context), 1, 1, TimeUnit.SECONDS);
        context.read();
    }

    private void patience(long seconds) {
        due = System.nanoTime() + seconds * SECOND;
    }

    private void look(ChannelHandlerContext context) {
        if (answering || System.nanoTime() - due < 0) return;
        if (body != null && !ending) say(context, Http.Answer.last(408, "too slow; send it again\n"));
        else context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        come.add((HttpObject) part);
        take(context);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!answering) context.read();
    }

    /** What came with a request that is being answered waits; it is what one reading of the socket brought. */
    private void take(ChannelHandlerContext context) {
        while (!answering && !come.isEmpty()) {
            var part = come.remove();
            try {
                take(context, part);
            } catch (IOException broken) {
                LOG.error("what HTTP brings can't be written: {}", broken.getMessage());
                say(context, Http.Answer.last(503, "can't be written here; send it again later\n"));
            } finally {
                ReferenceCountUtil.release(part);
            }
        }
    }

    private void take(ChannelHandlerContext context, HttpObject part) throws IOException {
        if (ending) {
            if (part instanceof LastHttpContent) context.close();
            return;
        }
        if (part.decoderResult().isFailure()) say(context, Http.Answer.last(400, "no HTTP that can be read\n"));
        else {
            if (part instanceof HttpRequest head) begin(context, head);
            if (part instanceof HttpContent content && request != null) go(context, content, request);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest head) throws IOException {
        request = head;
        begun = System.nanoTime();
        var refused = http.refused(head);
        boolean hasBody = HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
        if (refused == null && HttpUtil.getContentLength(head, 0L) > Http.LONGEST) refused = Http.tooLong();
        if (refused != null && hasBody) say(context, refused.andLast());
        else if (refused == null && Http.brings(head)) {
            body = new Body(http.file());
            if (HttpUtil.is100ContinueExpected(head))
                context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void go(ChannelHandlerContext context, HttpContent content, HttpRequest head) throws IOException {
        if (body != null) {
            body.write(content.content());
            due = begun + (PATIENCE_S + body.length / SLOWEST) * SECOND;
            if (body.length > Http.LONGEST) say(context, Http.tooLong());
        }
        if (!(content instanceof LastHttpContent) || ending) return;
        var whole = body;
        body = null;
        request = null;
        if (whole != null) whole.end();
        boolean goesOn = HttpUtil.isKeepAlive(head);
        var refused = http.refused(head);
        if (refused != null) {
            say(context, goesOn ? refused : refused.andLast());
            return;
        }
        answering = true;
        http.answer(head, whole, answer -> context.executor().execute(() -> answered(context, answer, goesOn)));
    }

    private void answered(ChannelHandlerContext context, Http.Answer answer, boolean goesOn) {
        answering = false;
        say(context, goesOn ? answer : answer.andLast()).addListener(written -> http.told());
        if (ending) {
            context.close();
            return;
        }
        take(context);
        if (!answering) context.read();
    }

    private ChannelFuture say(ChannelHandlerContext context, Http.Answer answer) {
        drop();
        ending = answer.last();
        patience(ending ? PATIENCE_S : TAKES_ANSWER_S);
        var bytes = Unpooled.copiedBuffer(answer.text(), StandardCharsets.UTF_8);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), bytes);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.readableBytes());
        HttpUtil.setKeepAlive(response, !ending);
        return context.writeAndFlush(response).addListener(done -> {
            if (!done.isSuccess()) context.close();
            else if (ending && context.channel() instanceof SocketChannel socket) socket.shutdownOutput();
        });
    }

    private void drop() {
        if (body != null) body.delete();
        body = null;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        if (watch != null) watch.cancel(false);
        drop();
        come.forEach(ReferenceCountUtil::release);
        come.clear();
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable broken) {
        LOG.debug("a connection ended", broken);
        context.close();
    }

    /** What a request brings, in a file. */
    static final class Body {
        private final Path file;
        private final OutputStream out;
        private final MessageDigest digest;
        private long length;

        Body(Path file) throws IOException {
            this.file = file;
            this.out = Files.newOutputStream(file);
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }

        private void write(ByteBuf bytes) throws IOException {
            length += bytes.readableBytes();
            digest.update(bytes.nioBuffer());
            bytes.readBytes(out, bytes.readableBytes());
        }

        private void end() throws IOException {
            out.close();
        }

        Path file() {
            return file;
        }

        /** Once it is whole. */
        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }

        void delete() {
            try {
                out.close();
                Files.deleteIfExists(file);
            } catch (IOException left) {
                LOG.warn("{} is left behind: {}", file, left.getMessage());
            }
        }
    }
}
