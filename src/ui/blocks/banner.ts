/** First line of every screen of the sandbox. */
export const sandboxBanner = 'sandbox · an AWS account and a GitLab inside glfr; nothing real is touched';
