/** Says on a terminal, from the second second on, that something is still being waited for; nothing is left of it. */
export async function patiently<T>(work: Promise<T>, stderr: NodeJS.WriteStream): Promise<T> {
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += 1;
    stderr.write(`\r\x1b[K… waiting for an answer (${seconds}s)`);
  }, 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    if (seconds > 0) stderr.write('\r\x1b[K');
  }
}
