import Hub
import Hummingbird
import Lab

extension House {
    /// How an operator lets the timetable go on after the clock was set.
    var timetableDoors: [Door] {
        [
            Door(
                .post, "/api/v1/timetable/confirm", for: Set<Badge.Role>(opening: [.integrator]),
                Words("时钟无误，定时任务继续", "The clock is right; let the timetable go on")
            ) { visit in
                let seconds = scheduler.clockWasSet
                scheduler.confirmClock()
                try await note(
                    "timetable.confirm", seconds.map { "\(Int($0)) s" } ?? "nothing to confirm",
                    visit)
                return try visit.json(["state": "confirmed"])
            }
        ]
    }
}
