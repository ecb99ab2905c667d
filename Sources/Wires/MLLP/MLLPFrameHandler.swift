import NIOCore

/// Turns bytes into frames and frames into bytes, and hangs up on those who dawdle.
final class MLLPFrameHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = MLLPFramer.Frame
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var framer: MLLPFramer
    private let frameDeadline: TimeAmount
    private let idleLimit: TimeAmount
    private var frameTimer: Scheduled<Void>?
    private var idleTimer: Scheduled<Void>?
    /// Messages handed on and not answered yet.
    ///
    /// While there are any, silence is ours.
    private var unanswered = 0

    init(limit: Int, frameDeadline: TimeAmount, idleLimit: TimeAmount) {
        framer = MLLPFramer(limit: limit)
        self.frameDeadline = frameDeadline
        self.idleLimit = idleLimit
    }

    func channelActive(context: ChannelHandlerContext) {
        watchIdleness(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        frameTimer?.cancel()
        idleTimer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let wasInside = framer.isInsideFrame
        let frames = framer.append(unwrapInboundIn(data))
        watchIdleness(context)
        if !framer.isInsideFrame {
            frameTimer?.cancel()
            frameTimer = nil
        } else if !wasInside || !frames.isEmpty {
            watchFrame(context)
        }
        for frame in frames {
            unanswered += 1
            context.fireChannelRead(wrapInboundOut(frame))
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        unanswered -= 1
        watchIdleness(context)
        context.write(data, promise: promise)
    }

    private func watchFrame(_ context: ChannelHandlerContext) {
        frameTimer?.cancel()
        frameTimer = context.eventLoop.assumeIsolated().scheduleTask(in: frameDeadline) {
            // While we answer, reading may stand still, which is not the sender's fault.
            if self.unanswered > 0 {
                self.watchFrame(context)
            } else {
                context.close(promise: nil)
            }
        }
    }

    private func watchIdleness(_ context: ChannelHandlerContext) {
        idleTimer?.cancel()
        idleTimer = context.eventLoop.assumeIsolated().scheduleTask(in: idleLimit) {
            if self.unanswered > 0 {
                self.watchIdleness(context)
            } else {
                context.close(promise: nil)
            }
        }
    }
}
