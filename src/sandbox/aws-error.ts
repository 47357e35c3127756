interface Details {
  status?: number;
  throttling?: boolean;
}

/** An error as the SDK would throw it: callers tell errors apart by `name`. */
export function awsError(name: string, message: string, { status = 400, throttling }: Details = {}): Error {
  const error = new Error(message);
  error.name = name;
  return Object.assign(error, {
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status, attempts: 1, totalRetryDelay: 0 },
    ...(throttling && { $retryable: { throttling: true } }),
  });
}

export const validationError = (message: string): Error => awsError('ValidationError', message);

export const isAwsError = (error: unknown): boolean => error instanceof Error && '$fault' in error;
