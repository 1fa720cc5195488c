/* products.h -- memory for products of matrices, which the trainings and the predictor need, GSL's among them. */
#ifndef PRODUCTS_H
#define PRODUCTS_H

/* Ends the program if OpenBLAS would find no addresses for its buffers; it would look for them for ever. */
void products_need(void);

#endif
