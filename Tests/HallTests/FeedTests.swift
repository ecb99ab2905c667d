import Hall
import Testing

struct FeedTests {
    @Test func `the same picture keeps its tag and wakes nobody`() async throws {
        let feed = Feed()
        let first = feed.show(Array("one".utf8))
        var watcher = feed.watch().makeAsyncIterator()
        #expect(feed.show(Array("one".utf8)).etag == first.etag)
        let second = feed.show(Array("two".utf8))
        #expect(second.etag != first.etag)
        #expect(await watcher.next()?.etag == second.etag)
    }

    @Test func `a slow watcher gets the newest picture only`() async throws {
        let feed = Feed()
        var watcher = feed.watch().makeAsyncIterator()
        for number in 1...9 { feed.show(Array("\(number)".utf8)) }
        #expect(await watcher.next()?.bytes == Array("9".utf8))
    }

    @Test func `a watcher that leaves is forgotten`() async throws {
        let feed = Feed()
        do {
            let watch = feed.watch()
            #expect(feed.isWatched)
            _ = watch
        }
        #expect(!feed.isWatched)
    }

    @Test func `what happened while drawing is drawn again`() {
        let feed = Feed()
        feed.beginDrawing()
        feed.invalidate()
        feed.show([1])
        #expect(feed.fresh == nil)
    }
}
