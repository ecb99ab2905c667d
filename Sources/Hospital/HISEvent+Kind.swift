extension HISEvent {
    /// The types of events the HIS may send; any other is refused by name.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        // People.
        case patientRegistered = "patient.registered"
        case patientUpdated = "patient.updated"
        case cardBound = "card.bound"
        case cardToppedUp = "card.toppedUp"
        case cardSpent = "card.spent"
        case staffChanged = "staff.changed"
        case departmentChanged = "department.changed"

        // Outpatient.
        case visitOpened = "visit.opened"
        case visitClosed = "visit.closed"
        case diagnosisSaved = "diagnosis.saved"
        case registrationPaid = "registration.paid"
        case registrationRefunded = "registration.refunded"
        case settlementCompleted = "settlement.completed"
        case settlementReversed = "settlement.reversed"
        case prescriptionSaved = "prescription.saved"
        case surgeryNoticed = "surgery.noticed"
        case questionnaireSubmitted = "questionnaire.submitted"

        // Inpatient.
        case stayAdmitted = "stay.admitted"
        /// The admission was a mistake or did not take place: `{"stay","at"?}`, the same `stay`
        /// as in `stay.admitted`. HL7 tells it as ADT^A11.
        case stayAdmissionCancelled = "stay.admissionCancelled"
        /// With a number `transfer` it can be told again: what it then says takes the place of
        /// what it said, and `"cancelled":true` takes it back.
        case stayTransferred = "stay.transferred"
        case stayDischarged = "stay.discharged"
        case stayDischargeCancelled = "stay.dischargeCancelled"
        case depositPaid = "deposit.paid"
        case depositRefunded = "deposit.refunded"
        case dischargeSettled = "discharge.settled"
        case dischargeSettlementCancelled = "discharge.settlementCancelled"
        /// `{"stay","day","department"?,"served","recordedBy"?}`: a department nursed, or did not.
        case nursingServed = "nursing.served"

        // Laboratory.
        /// Written but not paid for, so that the kiosk can send the patient to the cashier.
        /// Same data as `orderPaid`, which later makes it drawable.
        case orderPlaced = "order.placed"
        case orderPaid = "order.paid"
        case orderCancelled = "order.cancelled"
        case reportVerified = "report.verified"
        case examReported = "exam.reported"

        // Record.
        case recordSaved = "record.saved"
        case infectiousReportSaved = "infectiousReport.saved"
        case deathRecorded = "death.recorded"

        // Appointments.
        case schedulePublished = "schedule.published"
        case scheduleStopped = "schedule.stopped"
        case scheduleResumed = "schedule.resumed"
        case appointmentBooked = "appointment.booked"
        case appointmentCancelled = "appointment.cancelled"
        case appointmentAttended = "appointment.attended"

        // Blood.
        case bloodReceived = "blood.received"
        case bloodIssued = "blood.issued"
        case bloodStockCounted = "blood.stockCounted"
        case transfusionRequested = "transfusion.requested"
    }
}
