/** Windows are learned from answers, which are some moments late. */
const isMinute = (seconds: number): boolean => Math.abs(seconds - 60) < 5

export const budgetTexts = {
  title: 'Rate limits',
  lead: 'What flows and others use of the limits of the other side, as its answers tell.',
  empty: 'Nothing is known yet; limits are learned from the first answers.',
  columns: {
    bucket: 'Limit',
    used: 'Used now',
    reserve: 'Left to others',
    waiting: 'Waiting',
    resets: 'New window',
  },
  limit: (limit: number, windowSeconds: number) =>
    `${limit.toLocaleString('en')} in ${isMinute(windowSeconds) ? 'a minute' : `${Math.round(windowSeconds).toLocaleString('en')} s`}`,
  used: (flows: number, others: number, remaining: number) =>
    `${flows.toLocaleString('en')} by flows, ${others.toLocaleString('en')} by others, ${remaining.toLocaleString('en')} left`,
  reserve: (percent: number) => `${percent} %`,
  waiting: (steps: number) =>
    steps === 0 ? 'none' : steps === 1 ? '1 step' : `${steps.toLocaleString('en')} steps`,
  noWindow: '–',
  forecast: 'How long would calls take?',
  bucket: 'Limit',
  calls: 'Calls',
  outcome: (calls: number, duration: string, perMinute: number) =>
    `${calls.toLocaleString('en')} ${calls === 1 ? 'call' : 'calls'} would be done in ${duration}, at ${Math.round(perMinute).toLocaleString('en')} a minute.`,
}
