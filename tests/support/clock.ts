// A clock that tests set and move; what depends on the time takes `now` from one given clock (DESIGN, hard part 11).
export interface FakeClock {
  now(): Date
  /** Sets the clock to an instant, such as '2026-03-01T09:00:00Z'. */
  set(instant: string | Date): void
  /** Moves it on by so many days, hours, minutes and seconds. */
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void
}

/** A clock that stands still at that instant. */
export function fakeClock(start: string | Date = '2026-03-01T09:00:00Z'): FakeClock {
  let time = new Date(start).getTime()
  return {
    now: () => new Date(time),
    set: (instant) => {
      time = new Date(instant).getTime()
    },
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0 }) => {
      time += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}
