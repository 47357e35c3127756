/** First line of every screen of the sandbox. */
const sandboxBanner = 'sandbox · an AWS account and a GitLab inside glfr; nothing real is touched';

const shortBanner = 'sandbox · nothing real is touched';

/** Cut, it would lose its point. */
export const bannerFor = (columns: number): string =>
  columns < sandboxBanner.length ? shortBanner : sandboxBanner;
