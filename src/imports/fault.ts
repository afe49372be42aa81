export { type Fault, faultInWords } from '../domain/fault.js';
