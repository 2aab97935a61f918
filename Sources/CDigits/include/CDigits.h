#pragma once
extern const unsigned char cr_test_labels[];
