import Lab

extension PrinterStatus {
    init(_ id: String, _ state: State) {
        self.init(id: id, state: state, words: state.words)
    }
}

extension PrinterStatus.State {
    /// What is wrong and what to do.
    var words: Words? {
        switch self {
        case .ready: nil
        case .paperOut:
            Words("打印机缺纸，请工作人员加纸", "The printer is out of paper. Staff, please refill")
        case .doorOpen:
            Words("打印机上盖未合好，请工作人员合上", "The printer's cover is open. Staff, please close it")
        case .offline:
            Words(
                "打印机没有回应，请工作人员检查电源和连线",
                "The printer does not answer. Staff, please check power and cable")
        case .stopped:
            Words(
                "打印机已停用，请工作人员恢复打印队列",
                "The printer is stopped. Staff, please resume its queue")
        case .unreachable:
            Words(
                "连不上打印服务，请工作人员检查 CUPS",
                "The print service does not answer. Staff, please check CUPS")
        }
    }
}
