import Glibc
import Lab

extension ReaderDevice.Failure: CustomStringConvertible {
    var reason: String { String(cString: strerror(code)) }

    var description: String { "cannot \(action) \(device): \(reason); \(advice.en)" }

    /// For the kiosk and for `labqueue check`.
    var words: Words {
        Words("读卡器未连接：\(device)，\(advice.zh)", "Card reader lost: \(self)")
    }

    private var advice: Words {
        switch code {
        case ENOENT, ENODEV, ENXIO, EIO:
            Words("请检查插头", "check the plug")
        case EACCES, EPERM:
            Words("没有权限，请检查 udev 规则", "check its udev rule and the service's groups")
        case EBUSY:
            Words("被其他程序占用", "another program holds it")
        case ENOTTY, EINVAL:
            Words("不是这种设备，请检查设置", "it is another kind of device, check the settings")
        default:
            Words("请检查设备", "check the device")
        }
    }
}
