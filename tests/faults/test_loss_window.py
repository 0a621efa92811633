"""How long an event is in memory only: from `track` to the write of the event store."""

from collections.abc import Callable

from tests.faults.profile import Profile

MEASURE = """async () => {
  const windows = [];
  const {setItem} = Storage.prototype;
  let written = () => {};
  Storage.prototype.setItem = function (key, value) {
    setItem.call(this, key, value);
    if (value.includes("probe")) written();
  };
  try {
    for (let n = 0; n < 20; n++) {
      const stored = new Promise((done) => { written = done; });
      const start = performance.now();
      periscale.track("probe", {n});
      await stored;
      windows.push(performance.now() - start);
    }
  } finally { Storage.prototype.setItem = setItem; }
  return windows.sort((a, b) => a - b);
}"""


def test_an_event_is_stored_in_the_next_idle_moment(
    profile: Profile,
    address: Callable[..., str],
    record_property: Callable[[str, object], None],
) -> None:
    page = profile.open(address())
    windows = page.evaluate(MEASURE)
    record_property("loss_window_ms", [windows[len(windows) // 2], windows[-1]])
    assert len(windows) == 20
