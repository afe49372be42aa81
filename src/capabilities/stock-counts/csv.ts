export { type Cell, csv } from '../../domain/csv-file.js';
