/** Status and text of each error that the simulated org answers with. Texts are for people; clients branch on the code. */
export const errorCatalogue = {
  E0000001: { status: 400, summary: 'Api validation failed' },
  E0000003: { status: 400, summary: 'The request body was not well-formed.' },
  E0000006: { status: 403, summary: 'You do not have permission to perform the requested action' },
  E0000007: { status: 404, summary: 'Not found' },
  E0000008: { status: 404, summary: 'The requested path was not found' },
  E0000009: { status: 500, summary: 'Internal Server Error' },
  E0000010: { status: 503, summary: 'Service is in read only mode' },
  E0000011: { status: 401, summary: 'Invalid token provided' },
  E0000015: { status: 401, summary: 'You do not have permission to access the feature you are requesting' },
  E0000016: { status: 403, summary: 'Activation failed because the user is already active' },
  E0000022: { status: 405, summary: 'The endpoint does not support the provided HTTP method' },
  E0000031: { status: 400, summary: 'Invalid search criteria.' },
  E0000032: { status: 403, summary: 'Unlock is not allowed for this user.' },
  E0000038: { status: 403, summary: "This operation is not allowed in the user's current status." },
  E0000047: { status: 429, summary: 'API call exceeded rate limit due to too many requests.' },
  E0000053: { status: 400, summary: 'Invalid filter' },
  E0000062: { status: 409, summary: 'The given app user is already assigned.' },
  E0000068: { status: 403, summary: 'Invalid Passcode/Answer' },
  E0000090: { status: 409, summary: 'Duplicate role assignment exception.' },
  E0000117: { status: 403, summary: 'The user is inactive; the app assignment cannot be changed.' },
  E0000124: {
    status: 400,
    summary:
      'Could not create user. To create a user and expire their password immediately, a password must be specified',
  },
  E0000125: {
    status: 400,
    summary:
      'Could not create user. To create a user and expire their password immediately, "activate" must be true',
  },
  E0000127: { status: 409, summary: 'A linked object definition of this name exists already.' },
  E0000134: { status: 502, summary: 'The hook returned an error.' },
  E0000137: { status: 504, summary: 'The operation timed out.' },
  E0000231: { status: 412, summary: 'The resource was changed since it was read: If-Match does not hold.' },
} as const
