export { bodyLimit } from './http/body-limit.ts';
export { publicDir } from './http/public-dir.ts';
export { securityHeaders } from './http/security-headers.ts';
export { unknownRoute } from './http/unknown-route.ts';
