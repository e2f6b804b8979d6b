const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;
const weekdays = ["日", "一", "二", "三", "四", "五", "六"];

/** Fields of an instant at the station (+08:00), whatever the zone of the browser. */
function civil(at: number) {
  const date = new Date(at + offsetMs);
  const two = (number: number) => String(number).padStart(2, "0");
  return {
    day: Math.floor((at + offsetMs) / dayMs),
    date: `${date.getUTCMonth() + 1}月${date.getUTCDate()}日`,
    weekday: `周${weekdays[date.getUTCDay()]}`,
    time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`,
    seconds: two(date.getUTCSeconds()),
  };
}

/** `09:30`, `昨天 09:30`, `周三 09:30` within a week, `11月20日 09:30` before; later days by their date. */
export function chatTime(at: number, now: number): string {
  const then = civil(at);
  const days = civil(now).day - then.day;
  if (days === 0) return then.time;
  if (days === 1) return `昨天 ${then.time}`;
  if (days > 1 && days < 7) return `${then.weekday} ${then.time}`;
  return `${then.date} ${then.time}`;
}

/** `11月23日 周一 09:30` */
export function longTime(at: number): string {
  const { date, weekday, time } = civil(at);
  return `${date} ${weekday} ${time}`;
}

export function timeOfDay(at: number): string {
  return civil(at).time;
}

export function secondsOf(at: number): string {
  return civil(at).seconds;
}

/** The ISO 8601 duration from now to the next 8:00 in the station. */
export function untilEightTomorrow(now: number): string {
  const local = now + offsetMs;
  const today = Math.floor(local / dayMs) * dayMs + 8 * 3_600_000;
  const target = today > local ? today : today + dayMs;
  return `PT${Math.ceil((target - local) / 1000)}S`;
}
