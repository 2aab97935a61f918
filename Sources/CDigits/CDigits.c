#include "CDigits.h"
const unsigned char cr_test_labels[] = {
#embed "../../samples/digits/digits10-test-labels.idx1-ubyte"
};
