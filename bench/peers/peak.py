"""The most memory that this process ever had, in MiB; `getrusage` would begin with the size of the process that started it."""


def peak_mib():
    with open("/proc/self/status") as handle:
        return next(int(line.split()[1]) / 1024 for line in handle if line.startswith("VmHWM"))
