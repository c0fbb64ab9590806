export { adminLinkCommand, demoCommand, rebuildCommand } from './commands/commands.ts';
export { BY_EVENTS_ONLY, guardTruncate, onEventAltered, onGuardedChange } from './events/guard.ts';
export { onEventCreate } from './events/on-create.ts';
export { onPhotoCreate } from './events/on-photo.ts';
export { bodyLimit } from './http/body-limit.ts';
export { onPasswordLogin } from './http/login-limit.ts';
export { publicDir } from './http/public-dir.ts';
export { securityHeaders } from './http/security-headers.ts';
export { unknownRoute } from './http/unknown-route.ts';
