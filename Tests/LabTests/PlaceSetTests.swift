import Testing

@testable import Lab

struct PlaceSetTests {
    @Test(arguments: UInt64(1)...6)
    func `agrees with a sorted list, whatever is inserted and removed`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var places = PlaceSet()
        var list: Set<Int> = []
        let range = seed.isMultiple(of: 2) ? 200 : 5_000
        for _ in 0..<400 {
            let place = Int.random(in: 0..<range, using: &random)
            if Bool.random(using: &random) {
                let isNew = places.insert(place)
                #expect(isNew == list.insert(place).inserted)
            } else {
                let wasThere = places.remove(place)
                #expect(wasThere == (list.remove(place) != nil))
            }
            let probe = Int.random(in: 0..<range + 100, using: &random)
            #expect(places.rank(of: probe) == list.count { $0 < probe })
            #expect(places.contains(probe) == list.contains(probe))
            #expect(places.next(after: probe) == list.filter { $0 > probe }.min())
            #expect(places.first == list.min())
            #expect(places.count == list.count)
        }
        let sorted = list.sorted()
        #expect((0...sorted.count).map { places[$0] } == sorted.map { $0 } + [nil])
    }

    @Test func `two sets are equal by who stands where`() {
        var (small, large) = (PlaceSet(), PlaceSet())
        small.insert(3)
        large.insert(3)
        large.insert(9_000)
        #expect(small != large)
        _ = large.remove(9_000)
        #expect(small == large)
        large.remove(3)
        #expect(small != large)
    }

    @Test func `places below zero are nobody's`() {
        var places = PlaceSet()
        let isNew = places.insert(-1)
        #expect(!isNew)
        #expect(!places.contains(-1))
        #expect(places.first == nil)
        #expect(places[-1] == nil)
    }
}
