// First import of every door: zod must not compile code, the content security policy forbids it.
import { z } from 'zod';

z.config({ jitless: true });
